package dev.alphazero.worker.wire.inference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The streams that evaluate now, how much each has to do, and the search threads that wait for
/// one. Used by search threads and Netty's.
final class InferenceStreams {
  private static final Status RETIRED =
      Status.CANCELLED.withDescription("the pod's address is gone");

  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();

  /// Of all streams that have evaluated and are not over.
  @GuardedBy("lock") private final Map<InferenceStream, StreamLoad> loads = new HashMap<>();

  /// Those that messages are booked on: not the retired ones.
  @GuardedBy("lock") private final List<StreamLoad> open = new ArrayList<>();

  @GuardedBy("lock") private int next;

  @GuardedBy("lock") private int lastId;

  @GuardedBy("lock") private boolean closed;

  /// Books a message on the stream with the fewest unanswered positions; equal ones take turns.
  /// Waits while there is none.
  ///
  /// @param most positions to send; fewer are booked if the stream takes no more
  /// @throws ClientClosedException if that happens first
  InferenceExchange book(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      StreamLoad best = leastLoaded();
      while (best == null) {
        changed.await();
        best = leastLoaded();
      }
      return best.book(++lastId, most);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private @Nullable StreamLoad leastLoaded() {
    if (closed) {
      throw new ClientClosedException();
    }
    StreamLoad best = null;
    next++;
    for (int i = 0; i < open.size(); i++) {
      StreamLoad load = open.get(Math.floorMod(next + i, open.size()));
      if (load.hasRoom() && (best == null || load.positions() < best.positions())) {
        best = load;
      }
    }
    return best;
  }

  /// Books on a stream from now on, if it is not over already.
  void add(InferenceStream stream) {
    lock.lock();
    try {
      if (!stream.isOver()) {
        StreamLoad load = new StreamLoad(stream);
        loads.put(stream, load);
        open.add(load);
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
      StreamLoad load = loads.get(stream);
      if (load != null) {
        open.remove(load);
        load.retire();
        if (!load.isEmpty()) {
          return;
        }
      }
    } finally {
      lock.unlock();
    }
    stream.breakOff(RETIRED);
  }

  /// Completes the exchange that an answer is for.
  ///
  /// @return whether one waited for it
  boolean answered(InferenceStream stream, Evaluations evaluations) {
    @Nullable InferenceExchange exchange;
    boolean last;
    lock.lock();
    try {
      StreamLoad load = loads.get(stream);
      exchange = load == null ? null : load.answered(evaluations.getId());
      if (load == null || exchange == null) {
        return false;
      }
      last = load.isDone();
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

  /// Forgets a stream that is over: what waits on it fails with the reason.
  void remove(InferenceStream stream, Exception reason) {
    List<InferenceExchange> broken;
    lock.lock();
    try {
      StreamLoad load = loads.remove(stream);
      if (load == null) {
        return;
      }
      open.remove(load);
      broken = load.exchanges();
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
