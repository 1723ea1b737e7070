package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.search.LeafBatch;

/// A group's part of a batcher that all groups of this process share. Owned by the group's thread;
/// the batcher is closed by who made it.
public final class BatchedNetwork implements GroupNetwork {
  private final Batcher batcher;
  private final BatchedEvaluator evaluator;

  public BatchedNetwork(Batcher batcher) {
    this.batcher = batcher;
    evaluator = new BatchedEvaluator(batcher);
  }

  /// The batcher takes each version once, whichever group brings it first.
  @Override
  public void setWeights(Weights weights) {
    batcher.setWeights(weights);
  }

  @Override
  public long modelVersion() {
    return evaluator.modelVersion();
  }

  @Override
  public void evaluate(LeafBatch batch) {
    evaluator.evaluate(batch);
  }

  @Override
  public void close() {
    // The batcher outlives its groups.
  }
}
