package dev.alphazero.worker.pod;

import dev.alphazero.worker.network.Weights;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The newest weights that have come. One thread brings them, many take them.
final class LatestWeights {
  private static final long ASK_AGAIN_MILLIS = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();
  private volatile @Nullable Weights latest;

  /// Takes weights; versions never go back.
  void offer(Weights weights) {
    lock.lock();
    try {
      Weights before = latest;
      if (before == null || weights.version().compareTo(before.version()) > 0) {
        latest = weights;
        came.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns the newest weights, null before the first.
  @Nullable Weights get() {
    return latest;
  }

  /// Waits for the first weights.
  ///
  /// @param goOn asked often
  /// @return null if `goOn` returned false first
  @Nullable Weights await(BooleanSupplier goOn) {
    Weights now = latest;
    if (now != null) {
      return now;
    }
    lock.lock();
    try {
      while (latest == null && goOn.getAsBoolean()) {
        // The condition may come late or never; then `goOn` is asked.
        boolean _ = came.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return latest;
  }
}
