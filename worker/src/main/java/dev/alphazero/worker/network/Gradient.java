package dev.alphazero.worker.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// What a training step takes from a batch, or from a slice of it, before it changes the weights.
///
/// Every number is a mean over rows, so that the gradient of a batch is the mean of those of its
/// slices. Batch norm is the exception: each slice is normalised by itself.
///
/// | range | numbers |
/// |---|---|
/// | `[0, parameters)` | slope of the total loss, in the order of `WeightLayout` |
/// | `[parameters, size)` | batch norm's running statistics, after the slice |
/// | `[size, size + 3)` | policy loss, value loss, policy entropy |
///
/// @param numbers native-endian floats outside the heap; the caller's
/// @param size of the weights' layout
public record Gradient(MemorySegment numbers, int size) {
  private static final int LOSSES = 3;

  /// Bounds of what threads write at the same time should lie here: a cache line.
  private static final int LINE_FLOATS = 16;

  /// Returns an empty gradient that lives as long as the arena.
  public static Gradient allocate(Arena arena, NetworkSpec spec) {
    int size = WeightLayout.of(spec).size();
    long bytes = (size + LOSSES) * ValueLayout.JAVA_FLOAT.byteSize();
    return new Gradient(
        arena.allocate(bytes, LINE_FLOATS * ValueLayout.JAVA_FLOAT.byteSize()), size);
  }

  /// Returns how many numbers there are.
  public int length() {
    return size + LOSSES;
  }

  /// Sets one of `count` ranges to the weighted mean of the parts' numbers. Ranges may be set by
  /// threads of their own; sums go in the order of the parts, so that it does not show.
  ///
  /// @param weights of the parts, with the sum 1
  /// @param range in [0, count)
  public void setMean(List<Gradient> parts, float[] weights, int range, int count) {
    long from = bound(range, count);
    long to = bound(range + 1, count);
    for (long i = from; i < to; i++) {
      set(i, weights[0] * parts.getFirst().get(i));
    }
    for (int part = 1; part < weights.length; part++) {
      MemorySegment added = parts.get(part).numbers;
      float weight = weights[part];
      for (long i = from; i < to; i++) {
        set(i, get(i) + weight * added.getAtIndex(ValueLayout.JAVA_FLOAT, i));
      }
    }
  }

  private long bound(int range, int count) {
    return range == count ? length() : (long) length() * range / count / LINE_FLOATS * LINE_FLOATS;
  }

  /// Returns what the step reports.
  ///
  /// @param norm Euclidean norm of the gradient before it was clipped
  public StepLoss loss(float norm) {
    return new StepLoss(get(size), get(size + 1L), norm, get(size + 2L));
  }

  private float get(long i) {
    return numbers.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  private void set(long i, float number) {
    numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, number);
  }
}
