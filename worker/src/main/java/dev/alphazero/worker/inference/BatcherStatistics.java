package dev.alphazero.worker.inference;

/// What a batcher did since it started, and how long it took lately.
///
/// @param lanes how many evaluate at the same time
/// @param batchSize most positions of a batch
/// @param busyNanos time of all lanes with a batch, summed
/// @param failedBatches batches without an answer, not counted in `batches`
/// @param queuedPositions positions that wait for a lane
/// @param queueWait from the arrival of a request to the start of its batch
/// @param latency from the arrival of a request to its answer
public record BatcherStatistics(
    int lanes,
    int batchSize,
    long busyNanos,
    long batches,
    long positions,
    long failedBatches,
    int queuedPositions,
    Times queueWait,
    Times latency) {
  /// Times of the last minute.
  ///
  /// @param meanMillis 0 if there were none
  /// @param p99Millis at most an eighth above the true one
  public record Times(double meanMillis, double p99Millis) {}

  /// Returns the share of the batches that was used, in percent; 0 before the first.
  public double fillPercent() {
    return batches == 0 ? 0 : 100.0 * positions / (batches * (double) batchSize);
  }
}
