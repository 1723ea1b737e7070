package dev.alphazero.worker.inference;

import java.time.Duration;

/// When a free lane takes a batch, and how much of what is queued. Pure: what it decides depends on
/// its arguments alone.
public sealed interface BatchPolicy {
  /// What waits, seen by a lane that is free. Never empty.
  ///
  /// @param positions all positions that wait
  /// @param fitting positions of the longest run of whole requests, from the oldest on, that fits a
  ///   batch
  /// @param oldestNanos when the oldest request came
  /// @param freeLanes lanes that could share what waits, with the one that asks
  record Queue(int positions, int fitting, long oldestNanos, int freeLanes) {
    /// Returns whether a longer wait can make the batch larger.
    boolean canGrow(int batchSize) {
      return fitting == positions && fitting < batchSize;
    }

    /// Returns one lane's part, rounded up.
    int share() {
      return Math.ceilDiv(positions, freeLanes);
    }
  }

  /// What the lane does.
  sealed interface Decision {
    /// Takes whole requests from the oldest on, as many as fit into `most` positions, and at least
    /// one.
    record Take(int most) implements Decision {}

    /// Asks again when a request comes, or at this time.
    record Wait(long untilNanos) implements Decision {}
  }

  /// Returns the most positions of a batch.
  int batchSize();

  /// Returns what a free lane does now.
  Decision decide(Queue queue, long nowNanos);

  /// Takes what is queued whenever a lane is free. As many batches are under way as there are
  /// lanes.
  record Drain(int batchSize) implements BatchPolicy {
    public Drain {
      requireBatchSize(batchSize);
    }

    @Override
    public Decision decide(Queue queue, long nowNanos) {
      return new Decision.Take(Math.min(batchSize, queue.share()));
    }
  }

  /// Waits until a batch is worth its while.
  ///
  /// A batch goes when it cannot grow (it is full, or the next whole request does not fit), when it
  /// holds `minBatchFill` of the batch size, or at twice the timeout.
  ///
  /// @param minBatchFill share of the batch size, in percent
  /// @param timeout counted from the arrival of the oldest request
  record Adaptive(int batchSize, int minBatchFill, Duration timeout) implements BatchPolicy {
    public Adaptive {
      requireBatchSize(batchSize);
      if (minBatchFill < 0 || minBatchFill > 100) {
        throw new IllegalArgumentException(
            "the least fill must be in [0, 100] percent, minBatchFill=" + minBatchFill);
      }
      if (timeout.isNegative()) {
        throw new IllegalArgumentException(
            "the batch timeout must not be negative, timeout=" + timeout);
      }
    }

    @Override
    public Decision decide(Queue queue, long nowNanos) {
      int least = Math.ceilDiv(batchSize * minBatchFill, 100);
      long patience = 2 * timeout.toNanos();
      if (!queue.canGrow(batchSize)
          || queue.fitting() >= least
          || nowNanos - queue.oldestNanos() >= patience) {
        return new Decision.Take(Math.min(batchSize, Math.max(least, queue.share())));
      }
      return new Decision.Wait(queue.oldestNanos() + patience);
    }
  }

  private static void requireBatchSize(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be positive, batchSize=" + batchSize);
    }
  }
}
