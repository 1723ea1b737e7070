package dev.alphazero.worker.network;

import java.lang.foreign.MemorySegment;

/// A network that evaluates packed positions. Made, used and closed by one thread.
public interface PackedModel extends AutoCloseable {
  /// Replaces the weights, between two evaluations.
  ///
  /// @param folded in the order of `WeightLayout.folded`; not kept
  void setFoldedWeights(float[] folded);

  /// Evaluates n positions. Segments are off-heap and may be longer than needed.
  ///
  /// @param planes `[n, B]` packed planes, for the player to move
  /// @param policyLogits receives `[n, A]` native-endian floats, before masking and softmax
  /// @param values receives `[n]` native-endian floats in [-1, 1], for the player to move
  void evaluate(int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values);

  @Override
  void close();
}
