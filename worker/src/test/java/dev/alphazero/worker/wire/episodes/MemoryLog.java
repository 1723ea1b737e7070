package dev.alphazero.worker.wire.episodes;

import dev.alphazero.worker.replay.Episode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A log in memory with one thread, as the learner's: it survives the servers in front of it, logs
/// a key once, and can fail or wait.
public final class MemoryLog implements EpisodeIntake, AutoCloseable {
  private final long sessionKeys;
  private final long firstKey;
  private final @Nullable Random failures;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("test-log").daemon().factory());
  private final Map<Long, Session> sessions = new ConcurrentSkipListMap<>();
  private final Map<Long, Episode> logged = new ConcurrentHashMap<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger appends = new AtomicInteger();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger mostPending = new AtomicInteger();

  /// One permit per append that may become durable, when appends wait.
  private final @Nullable Semaphore gate;

  private volatile boolean mayResign = true;
  private volatile boolean enough;

  /// @param firstKey of the first session
  /// @param failures decides which appends fail, null for none
  /// @param gate a permit per append, null when none waits
  MemoryLog(long firstKey, long sessionKeys, @Nullable Random failures, @Nullable Semaphore gate) {
    this.firstKey = firstKey;
    this.sessionKeys = sessionKeys;
    this.failures = failures;
    this.gate = gate;
  }

  public static MemoryLog of(long sessionKeys) {
    return new MemoryLog(1, sessionKeys, null, null);
  }

  /// Says whether games may be resigned from now on.
  void allowResignation(boolean allowed) {
    mayResign = allowed;
  }

  /// Says whether games are too many from now on.
  void haveEnough(boolean enough) {
    this.enough = enough;
  }

  @Override
  public boolean hasEnough() {
    return enough;
  }

  @Override
  public boolean mayResign() {
    return mayResign;
  }

  @Override
  public synchronized Session beginSession() {
    Session session = new Session(firstKey + sessions.size() * sessionKeys, sessionKeys);
    sessions.put(session.firstKey(), session);
    return session;
  }

  @Override
  public @Nullable Session session(long firstKey) {
    return sessions.get(firstKey);
  }

  @Override
  public void append(List<Episode> episodes, Consumer<@Nullable RuntimeException> durable) {
    appends.incrementAndGet();
    mostPending.accumulateAndGet(pending.incrementAndGet(), Math::max);
    thread.execute(
        () -> {
          if (gate != null) {
            gate.acquireUninterruptibly();
          }
          pending.decrementAndGet();
          durable.accept(write(episodes));
        });
  }

  /// Fails one time in eight, half of these after the episodes were logged.
  private @Nullable RuntimeException write(List<Episode> episodes) {
    int chance = failures == null ? 7 : failures.nextInt(16);
    if (chance == 0) {
      return new IllegalStateException("the disk is full");
    }
    for (Episode episode : episodes) {
      if (logged.putIfAbsent(episode.index(), episode) != null) {
        repeated.incrementAndGet();
      }
    }
    return chance == 1 ? new IllegalStateException("the disk was too slow") : null;
  }

  /// Returns a logged episode, or null.
  @Nullable Episode logged(long key) {
    return logged.get(key);
  }

  public int size() {
    return logged.size();
  }

  /// Returns how many episodes came that were logged already.
  public int repeated() {
    return repeated.get();
  }

  int appends() {
    return appends.get();
  }

  int mostPending() {
    return mostPending.get();
  }

  int sessions() {
    return sessions.size();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
