package dev.alphazero.worker.pod;

import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.wire.inference.RemoteEvaluator;

/// The inference pods' network: evaluates elsewhere, while the thread waits. Owned by the thread
/// that plays.
final class SharedNetwork implements PlayingThreads.GroupEvaluator {
  private final RemoteEvaluator evaluator;

  SharedNetwork(RemoteEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// The pods have weights before they answer.
  @Override
  public boolean prepare() {
    return true;
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
    // The actor's client is closed at the end.
  }
}
