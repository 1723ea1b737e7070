package dev.alphazero.worker.wire.episodes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import dev.alphazero.worker.wire.episodes.EpisodeIntake.Session;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a client of Episodes holds: the keys for its games, and its games until they are
/// acknowledged. The players' threads and the sender's thread meet here, and nowhere else.
final class Outbox {
  /// An encoded game.
  private record Item(long session, ByteString bytes) {}

  /// What the sender sends next.
  ///
  /// @param session first key of the session that all games belong to
  /// @param games encoded, at least one
  record Batch(long session, List<ByteString> games) {}

  /// What the sender has to do.
  enum Task {
    SEND,
    BEGIN_SESSION,
    CLOSE
  }

  private final int mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// In the order of their sending; `sent` goes first.
  @GuardedBy("lock") private final Deque<Item> sent = new ArrayDeque<>();

  @GuardedBy("lock") private final Deque<Item> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private long bytes;

  /// All sessions of this process, by first key.
  @GuardedBy("lock") private final TreeMap<Long, Session> sessions = new TreeMap<>();

  @GuardedBy("lock") private @Nullable Session current;

  @GuardedBy("lock") private long usedKeys;

  @GuardedBy("lock") private long dropped;

  @GuardedBy("lock") private long acknowledged;

  @GuardedBy("lock") private boolean closed;

  /// @param mostBytes from how many bytes of games on `add` waits
  Outbox(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  // The players' side.

  /// Returns a key that no other game has. Waits while there is none.
  long nextKey() {
    lock.lock();
    try {
      while (true) {
        requireOpen();
        if (current != null && usedKeys < current.keys()) {
          long key = current.firstKey() + usedKeys++;
          if (usedKeys == current.keys()) {
            changed.signalAll();
          }
          return key;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes a game. Waits while too many bytes are unsent. A game of a forgotten session is dropped.
  void add(long key, ByteString game) {
    lock.lock();
    try {
      requireOpen();
      while (bytes >= mostBytes) {
        changed.awaitUninterruptibly();
        requireOpen();
      }
      var session = sessions.floorEntry(key);
      if (session == null || !session.getValue().contains(key)) {
        dropped++;
        return;
      }
      waiting.addLast(new Item(session.getKey(), game));
      bytes += game.size();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns how many games are not acknowledged.
  int unsent() {
    lock.lock();
    try {
      return sent.size() + waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /// Returns how many games are durable at the learner.
  long acknowledged() {
    lock.lock();
    try {
      return acknowledged;
    } finally {
      lock.unlock();
    }
  }

  /// Returns how many games were dropped because the learner's log is another one than theirs.
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all games are acknowledged, and returns whether they are.
  boolean awaitSent(Duration atMost) {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (!sent.isEmpty() || !waiting.isEmpty()) {
        if (nanos <= 0 || closed) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Ends everybody's waiting.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // The sender's side.

  /// Waits for something to do.
  Task awaitTask() {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          return Task.CLOSE;
        }
        if (current == null || usedKeys == current.keys()) {
          return Task.BEGIN_SESSION;
        }
        if (!waiting.isEmpty()) {
          return Task.SEND;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a time, or until closed.
  ///
  /// @return whether it is open
  boolean pause(Duration time) {
    long nanos = time.toNanos();
    lock.lock();
    try {
      while (!closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return !closed;
    } catch (InterruptedException e) {
      throw new IllegalStateException("the sender's thread must not be interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Returns the session to go on with, or 0 to begin one.
  long sessionToGreetWith() {
    lock.lock();
    try {
      return current == null || usedKeys == current.keys() ? 0 : current.firstKey();
    } finally {
      lock.unlock();
    }
  }

  /// Takes the session that the server welcomed.
  void welcome(Session session) {
    lock.lock();
    try {
      if (current == null || current.firstKey() != session.firstKey()) {
        current = session;
        usedKeys = 0;
        sessions.put(session.firstKey(), session);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes the oldest unsent games of one session, or null when there are none.
  ///
  /// @param mostBatchBytes a batch ends before it has more, but has one game in any case
  @Nullable Batch take(int mostBatchBytes) {
    lock.lock();
    try {
      Item first = waiting.peekFirst();
      if (first == null) {
        return null;
      }
      List<ByteString> games = new ArrayList<>();
      long batchBytes = 0;
      for (Item item = first; item != null; item = waiting.peekFirst()) {
        batchBytes += item.bytes().size();
        if (item.session() != first.session()
            || (!games.isEmpty() && batchBytes > mostBatchBytes)) {
          break;
        }
        games.add(item.bytes());
        sent.addLast(waiting.removeFirst());
      }
      return new Batch(first.session(), games);
    } finally {
      lock.unlock();
    }
  }

  /// Forgets the oldest sent games, which are durable.
  ///
  /// @return whether there were so many
  boolean acknowledge(long games) {
    lock.lock();
    try {
      if (games < 0 || games > sent.size()) {
        return false;
      }
      acknowledged += games;
      for (long i = 0; i < games; i++) {
        bytes -= sent.removeFirst().bytes().size();
      }
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// What was sent and not acknowledged is sent again, in the same order.
  void rewind() {
    lock.lock();
    try {
      while (!sent.isEmpty()) {
        waiting.addFirst(sent.removeLast());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forgets all sessions and drops their games.
  ///
  /// @return how many were dropped now
  int forgetSessions() {
    lock.lock();
    try {
      int games = sent.size() + waiting.size();
      sent.clear();
      waiting.clear();
      bytes = 0;
      dropped += games;
      sessions.clear();
      current = null;
      changed.signalAll();
      return games;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private void requireOpen() {
    if (closed) {
      throw new ClientClosedException();
    }
  }
}
