package dev.alphazero.worker.role;

import dev.alphazero.worker.inference.NetworkModel;
import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;

/// Evaluates leaves with a network in this process. Owned by the thread that made it.
public final class NetworkEvaluator implements Evaluator, AutoCloseable {
  private final NetworkSpec spec;
  private final NetworkModel model;
  private long weightsSet;

  public NetworkEvaluator(NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    this.spec = spec;
    model = new NetworkModel(spec, layout, precision, capacity);
  }

  /// Loads new weights, flat and unfolded as training has them.
  public void setWeights(float[] weights) {
    model.setFoldedWeights(FoldedWeights.of(spec, weights));
    weightsSet++;
  }

  /// Counts how often weights were set.
  @Override
  public long modelVersion() {
    return weightsSet;
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
