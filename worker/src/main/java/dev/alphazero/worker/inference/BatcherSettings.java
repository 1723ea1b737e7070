package dev.alphazero.worker.inference;

/// How a batcher works.
///
/// @param policy when a batch goes, and how large it may be
/// @param lanes batches under way at the same time. On a CPU one per core, as two lanes of one
///   native thread beat one of two; on a GPU two, so that it never waits for the next batch
/// @param share whether free lanes divide what waits among them: right for lanes with cores of
///   their own, wrong for lanes of one GPU
/// @param mostQueued waiting positions from which on `submit` asks clients to hold back
public record BatcherSettings(BatchPolicy policy, int lanes, boolean share, int mostQueued) {
  public BatcherSettings {
    if (lanes < 1 || lanes > 1024) {
      throw new IllegalArgumentException("lanes must be in [1, 1024], lanes=" + lanes);
    }
    if (mostQueued < policy.batchSize()) {
      throw new IllegalArgumentException(
          "the queue must have room for a batch of %d positions, mostQueued=%d"
              .formatted(policy.batchSize(), mostQueued));
    }
  }
}
