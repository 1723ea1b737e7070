package dev.alphazero.worker.inference;

import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.InferenceModel;
import dev.alphazero.worker.planes.PlaneLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A network on libtorch that expands packed positions first. Its operators use one native thread.
public final class NetworkModel implements PackedModel {
  private final Arena arena = Arena.ofShared();
  private final PlaneLayout layout;
  private final InferenceModel model;
  private final int capacity;

  /// `[capacity, C, H, W]` floats.
  private final MemorySegment expanded;

  /// @param capacity most positions of one evaluation
  public NetworkModel(NetworkSpec spec, PlaneLayout layout, Precision precision, int capacity) {
    this.layout = layout;
    this.capacity = capacity;
    model = new InferenceModel(spec, precision);
    expanded = arena.allocate((long) capacity * layout.floats() * Float.BYTES, 64);
  }

  @Override
  public void setFoldedWeights(float[] folded) {
    model.setFoldedWeights(folded);
  }

  @Override
  public void evaluate(
      int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values) {
    if (n > capacity) {
      throw new IllegalArgumentException(
          "a batch must fit the model, size=%d capacity=%d".formatted(n, capacity));
    }
    for (int i = 0; i < n; i++) {
      layout.expand(planes, (long) i * layout.bytes(), expanded, (long) i * layout.floats());
    }
    model.forward(n, expanded, policyLogits, values);
  }

  @Override
  public void close() {
    model.close();
    arena.close();
  }
}
