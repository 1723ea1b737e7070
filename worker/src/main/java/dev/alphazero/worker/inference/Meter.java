package dev.alphazero.worker.inference;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Counts what lanes do. Any thread may write and read.
final class Meter {
  final LongAdder busyNanos = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder positions = new LongAdder();
  final LongAdder failedBatches = new LongAdder();
  final RecentTimes queueWait;
  final RecentTimes latency;

  Meter(LongSupplier nanoClock) {
    queueWait = new RecentTimes(nanoClock);
    latency = new RecentTimes(nanoClock);
  }

  BatcherStatistics read(int lanes, int batchSize, int queuedPositions) {
    return new BatcherStatistics(
        lanes,
        batchSize,
        busyNanos.sum(),
        batches.sum(),
        positions.sum(),
        failedBatches.sum(),
        queuedPositions,
        queueWait.times(),
        latency.times());
  }
}
