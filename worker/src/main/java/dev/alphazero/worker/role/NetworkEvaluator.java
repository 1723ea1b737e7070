package dev.alphazero.worker.role;

import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.InferenceModel;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Evaluates leaves with a network in this process. Owned by the thread that made it.
public final class NetworkEvaluator implements Evaluator, AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final PlaneLayout layout;
  private final InferenceModel model;
  private final int capacity;

  /// `[capacity, C, H, W]` floats.
  private final MemorySegment planes;

  public NetworkEvaluator(NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    this.layout = layout;
    this.capacity = capacity;
    model = new InferenceModel(spec, precision);
    planes = arena.allocate((long) capacity * layout.floats() * Float.BYTES, 64);
  }

  /// Loads new weights, flat and unfolded as training has them.
  public void setWeights(float[] weights) {
    model.setWeights(weights);
  }

  @Override
  public void evaluate(LeafBatch batch) {
    if (batch.size() > capacity) {
      throw new IllegalArgumentException(
          "a batch must fit the evaluator, size=%d capacity=%d".formatted(batch.size(), capacity));
    }
    for (int leaf = 0; leaf < batch.size(); leaf++) {
      layout.expand(
          batch.planes(), (long) leaf * layout.bytes(), planes, (long) leaf * layout.floats());
    }
    model.forward(batch.size(), planes, batch.policyLogits(), batch.values());
  }

  @Override
  public void close() {
    model.close();
    arena.close();
  }
}
