package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.util.function.BooleanSupplier;

/// Evaluates as the untrained network does, and costs nothing: the last layers of its heads are
/// zero, so that every logit and every value is 0. Games that it plays are those of the network.
final class UntrainedEvaluator implements Evaluator {
  private final Evaluator network;
  private final BooleanSupplier asksNetwork;

  /// @param network asked instead, whenever `asksNetwork` says so
  UntrainedEvaluator(Evaluator network, BooleanSupplier asksNetwork) {
    this.network = network;
    this.asksNetwork = asksNetwork;
  }

  /// Returns one that never asks a network.
  static Evaluator alone() {
    return new UntrainedEvaluator(_ -> {}, () -> false);
  }

  @Override
  public long modelVersion() {
    return network.modelVersion();
  }

  @Override
  public void evaluate(LeafBatch batch) {
    if (asksNetwork.getAsBoolean()) {
      network.evaluate(batch);
    } else {
      batch.policyLogits().fill((byte) 0);
      batch.values().fill((byte) 0);
    }
  }
}
