package dev.alphazero.worker.network;

import java.lang.foreign.MemorySegment;

/// A network that evaluates positions.
public interface Model extends AutoCloseable {
  /// Evaluates n positions. Segments are off-heap, hold native-endian floats, belong to the caller
  /// and may be longer than needed.
  ///
  /// @param planes `[n, C, H, W]`, for the player to move
  /// @param policyLogits receives `[n, A]`, before masking and softmax
  /// @param values receives `[n]`, in [-1, 1] for the player to move
  void forward(int n, MemorySegment planes, MemorySegment policyLogits, MemorySegment values);

  @Override
  void close();
}
