package dev.alphazero.worker.inference;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.alphazero.worker.inference.BatchPolicy.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Requests in the order in which they came, and the lanes that wait for them.
///
/// Clients have equal rights: each request goes before all that came after it.
final class RequestQueue {
  /// A request that waits.
  record Waiting(EvaluationRequest request, long arrivedNanos) {}

  private final BatchPolicy policy;
  private final boolean share;
  private final LongSupplier nanoClock;

  private final ReentrantLock lock = new ReentrantLock();

  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock") private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private int positions;

  @GuardedBy("lock") private int freeLanes;

  @GuardedBy("lock") private boolean closed;

  /// @param share whether free lanes divide what waits among them
  RequestQueue(BatchPolicy policy, boolean share, LongSupplier nanoClock) {
    this.policy = policy;
    this.share = share;
    this.nanoClock = nanoClock;
  }

  /// Adds a request.
  ///
  /// @return the positions that wait now, or -1 if the queue is closed and did not take it
  int add(EvaluationRequest request) {
    lock.lock();
    try {
      if (closed) {
        return -1;
      }
      waiting.add(new Waiting(request, nanoClock.getAsLong()));
      positions += request.positions();
      arrived.signal();
      return positions;
    } finally {
      lock.unlock();
    }
  }

  /// Returns the positions that wait.
  int positions() {
    lock.lock();
    try {
      return positions;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the policy lets a batch go, and takes it. What is queued when the queue closes
  /// goes without waiting.
  ///
  /// @return whole requests, oldest first; empty when the queue is closed and nothing is left
  List<Waiting> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      freeLanes++;
      try {
        return awaitBatch();
      } finally {
        freeLanes--;
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private List<Waiting> awaitBatch() throws InterruptedException {
    while (true) {
      Waiting oldest = waiting.peek();
      if (oldest == null) {
        if (closed) {
          return List.of();
        }
        arrived.await();
        continue;
      }
      long now = nanoClock.getAsLong();
      switch (decide(oldest, now)) {
        case Decision.Take(int most) -> {
          return takeUpTo(most);
        }
        case Decision.Wait(long until) -> arrived.awaitNanos(until - now);
      }
    }
  }

  /// Returns what no lane took.
  List<EvaluationRequest> remove() {
    lock.lock();
    try {
      List<EvaluationRequest> left = waiting.stream().map(Waiting::request).toList();
      waiting.clear();
      positions = 0;
      return left;
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more requests; lanes take what is left.
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private Decision decide(Waiting oldest, long now) {
    if (closed) {
      return new Decision.Take(policy.batchSize());
    }
    return policy.decide(
        new BatchPolicy.Queue(
            positions, fitting(policy.batchSize()), oldest.arrivedNanos(), share ? freeLanes : 1),
        now);
  }

  @GuardedBy("lock") private int fitting(int most) {
    int sum = 0;
    for (Waiting next : waiting) {
      if (sum + next.request().positions() > most) {
        break;
      }
      sum += next.request().positions();
    }
    return sum;
  }

  @GuardedBy("lock") private List<Waiting> takeUpTo(int most) {
    List<Waiting> taken = new ArrayList<>();
    int sum = 0;
    Waiting next = waiting.peek();
    while (next != null && (taken.isEmpty() || sum + next.request().positions() <= most)) {
      taken.add(waiting.remove());
      sum += next.request().positions();
      next = waiting.peek();
    }
    positions -= sum;
    if (next != null) {
      arrived.signal();
    }
    return taken;
  }
}
