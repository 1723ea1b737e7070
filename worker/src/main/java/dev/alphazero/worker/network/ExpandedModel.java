package dev.alphazero.worker.network;

import dev.alphazero.worker.planes.PlaneLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A model whose packed positions are expanded by the calling thread.
public final class ExpandedModel implements PackedModel {
  private final Arena arena = Arena.ofShared();
  private final PlaneLayout layout;
  private final LoadableModel model;
  private final int capacity;

  /// `[capacity, C, H, W]` floats.
  private final MemorySegment expanded;

  /// Takes ownership of the model.
  ///
  /// @param capacity most positions of one evaluation
  public ExpandedModel(PlaneLayout layout, LoadableModel model, int capacity) {
    this.layout = layout;
    this.model = model;
    this.capacity = capacity;
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
