package dev.alphazero.worker.pod;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.training.SelfPlay;
import dev.alphazero.worker.wire.episodes.EpisodeIntake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Games that actors play elsewhere, all the time. gRPC's threads bring what arrives; the
/// training's thread takes it, logs it and acknowledges it. A game that comes twice is taken once.
///
/// Keys of games are cut into sessions, one after the other for each actor that asks, so that no
/// two actors ever play the same game: `incarnation << 40 | session << 20 | game`.
final class RemoteSelfPlay implements SelfPlay.Beside, EpisodeIntake {
  private static final int KEY_BITS = 20;
  private static final int SESSION_BITS = 20;
  private static final long KEYS = 1L << KEY_BITS;
  private static final long TAKE_MILLIS = 50;

  /// What one message brought.
  private record Delivery(List<Episode> episodes, Consumer<@Nullable RuntimeException> durable) {}

  private final EpisodeLog log;
  private final long firstKeyOfLearner;
  private final Consumer<Weights> publisher;
  private final Runnable closing;
  private final AtomicLong sessions = new AtomicLong();
  private final LinkedBlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();

  /// Used by the training's thread.
  private @Nullable ModelVersion published;

  private volatile boolean mayResign = true;
  private volatile boolean enough;
  private volatile boolean closed;

  /// @param log used by the training's thread
  /// @param incarnation number of this start of the learner
  /// @param publisher gives newer weights to who evaluates with them
  /// @param closing ends the connections with the actors
  RemoteSelfPlay(EpisodeLog log, int incarnation, Consumer<Weights> publisher, Runnable closing) {
    this.log = log;
    this.publisher = publisher;
    this.closing = closing;
    firstKeyOfLearner = firstKey(incarnation, 0);
  }

  private static long firstKey(long incarnation, long session) {
    return incarnation << (SESSION_BITS + KEY_BITS) | session << KEY_BITS;
  }

  @Override
  public Session beginSession() {
    long session = sessions.getAndIncrement();
    if (session >= 1L << SESSION_BITS) {
      throw new IllegalStateException(
          "a learner gives at most %,d sessions; restart its pod".formatted(1L << SESSION_BITS));
    }
    return new Session(firstKeyOfLearner | session << KEY_BITS, KEYS);
  }

  /// A key says when its session was begun: by this learner or by one before it.
  @Override
  public @Nullable Session session(long firstKey) {
    long begun = firstKeyOfLearner + (sessions.get() << KEY_BITS);
    boolean known = firstKey >= firstKey(1, 0) && firstKey < begun && firstKey % KEYS == 0;
    return known ? new Session(firstKey, KEYS) : null;
  }

  @Override
  public void append(List<Episode> episodes, Consumer<@Nullable RuntimeException> durable) {
    if (closed) {
      durable.accept(new IllegalStateException("the learner takes no more games"));
    } else {
      arrived.add(new Delivery(episodes, durable));
    }
  }

  @Override
  public boolean mayResign() {
    return mayResign;
  }

  @Override
  public boolean hasEnough() {
    return enough;
  }

  @Override
  public void letRest(boolean enough) {
    this.enough = enough;
  }

  @Override
  public void setWeights(Weights weights) {
    if (!weights.version().equals(published)) {
      published = weights.version();
      publisher.accept(weights);
    }
  }

  @Override
  public void allowResignation(boolean allowed) {
    mayResign = allowed;
  }

  @Override
  public void playFreely(Taker taker) {
    boolean goOn = true;
    while (goOn) {
      goOn = take(arrived(TAKE_MILLIS), taker);
    }
  }

  @Override
  public void takeFinished(long waitMillis, Taker taker) {
    List<Delivery> deliveries = arrived(waitMillis);
    if (!deliveries.isEmpty()) {
      take(deliveries, taker);
    }
  }

  private List<Delivery> arrived(long waitMillis) {
    List<Delivery> deliveries = new ArrayList<>();
    try {
      Delivery first = arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
      if (first != null) {
        deliveries.add(first);
        arrived.drainTo(deliveries);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return deliveries;
  }

  private boolean take(List<Delivery> deliveries, Taker taker) {
    boolean goOn;
    try {
      goOn = taker.take(fresh(deliveries));
    } catch (RuntimeException e) {
      deliveries.forEach(delivery -> delivery.durable().accept(e));
      throw e;
    }
    deliveries.forEach(delivery -> delivery.durable().accept(null));
    return goOn;
  }

  private List<Episode> fresh(List<Delivery> deliveries) {
    List<Episode> fresh = new ArrayList<>();
    Set<Long> keys = new HashSet<>();
    for (Delivery delivery : deliveries) {
      for (Episode episode : delivery.episodes()) {
        if (!log.contains(episode.generation(), episode.index()) && keys.add(episode.index())) {
          fresh.add(episode);
        }
      }
    }
    return fresh;
  }

  /// Takes no more games; those that were not taken stay with their actors.
  @Override
  public void close() {
    closed = true;
    closing.run();
    for (Delivery delivery : arrived(0)) {
      delivery.durable().accept(new IllegalStateException("the learner takes no more games"));
    }
  }
}
