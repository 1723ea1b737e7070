package dev.alphazero.worker.wire.inference;

import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The streams that evaluate now, how much each has to do, and the search threads that wait for
/// one. Used by search threads and Netty's.
final class InferenceStreams {
  private static final Status RETIRED =
      Status.CANCELLED.withDescription("the pod's address is gone");

  /// Guards all fields and the bookkeeping of every stream.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final List<InferenceStream> open = new ArrayList<>();
  private int next;
  private int lastId;
  private boolean closed;

  /// Books a message on the stream with the fewest unanswered positions; equal ones take turns.
  /// Waits while there is none.
  ///
  /// @param most positions to send; fewer are booked if the stream takes no more
  /// @throws ClientClosedException if that happens first
  InferenceExchange book(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      InferenceStream best = leastLoaded();
      while (best == null) {
        changed.await();
        best = leastLoaded();
      }
      InferenceExchange exchange =
          new InferenceExchange(
              best, ++lastId, Math.min(most, best.mostPositions()), new CompletableFuture<>());
      best.unanswered.put(exchange.id(), exchange);
      best.unansweredPositions += exchange.count();
      return exchange;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable InferenceStream leastLoaded() {
    if (closed) {
      throw new ClientClosedException();
    }
    InferenceStream best = null;
    next++;
    for (int i = 0; i < open.size(); i++) {
      InferenceStream stream = open.get(Math.floorMod(next + i, open.size()));
      if (stream.unanswered.size() < stream.mostUnanswered()
          && (best == null || stream.unansweredPositions < best.unansweredPositions)) {
        best = stream;
      }
    }
    return best;
  }

  /// Returns how many evaluate now.
  int size() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }

  /// Books on a stream from now on, if it is not over already.
  void add(InferenceStream stream) {
    lock.lock();
    try {
      if (!stream.over) {
        open.add(stream);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Books no more on a stream, and ends it when nothing waits on it.
  void retire(InferenceStream stream) {
    lock.lock();
    try {
      open.remove(stream);
      stream.retired = true;
      if (!stream.unanswered.isEmpty()) {
        return;
      }
    } finally {
      lock.unlock();
    }
    stream.breakOff(RETIRED);
  }

  /// Hands an answer to who waits for it.
  ///
  /// @return whether anybody did
  boolean answered(InferenceStream stream, Evaluations evaluations) {
    InferenceExchange exchange;
    boolean last;
    lock.lock();
    try {
      exchange = stream.unanswered.remove(evaluations.getId());
      if (exchange == null) {
        return false;
      }
      stream.unansweredPositions -= exchange.count();
      last = stream.retired && stream.unanswered.isEmpty();
      changed.signal();
    } finally {
      lock.unlock();
    }
    exchange.answer().complete(evaluations);
    if (last) {
      stream.breakOff(RETIRED);
    }
    return true;
  }

  /// Forgets a stream; whoever waits on it hears the reason.
  void remove(InferenceStream stream, Exception reason) {
    List<InferenceExchange> broken;
    lock.lock();
    try {
      stream.over = true;
      open.remove(stream);
      broken = List.copyOf(stream.unanswered.values());
      stream.unanswered.clear();
      stream.unansweredPositions = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    broken.forEach(exchange -> exchange.answer().completeExceptionally(reason));
  }

  /// Lets everybody who waits for a stream throw, now and later.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
