package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.PackedModel;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;

/// Evaluates leaves with a network in this process. Owned by the thread that made it.
public final class NetworkEvaluator implements Evaluator, AutoCloseable {
  private final NetworkSpec spec;
  private final PackedModel model;
  private long version;

  public NetworkEvaluator(
      Engine engine, NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    this.spec = spec;
    model = engine.newPackedModel(spec, layout, precision, capacity);
  }

  /// Loads new weights, between two evaluations.
  public void setWeights(Weights weights) {
    model.setFoldedWeights(FoldedWeights.of(spec, weights.flat()));
    version = weights.version().packed();
  }

  @Override
  public long modelVersion() {
    return version;
  }

  @Override
  public void evaluate(LeafBatch batch) {
    model.evaluate(batch.size(), batch.planes(), batch.policyLogits(), batch.values());
  }

  @Override
  public void close() {
    model.close();
  }
}
