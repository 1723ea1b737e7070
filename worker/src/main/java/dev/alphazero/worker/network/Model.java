package dev.alphazero.worker.network;

import java.lang.foreign.MemorySegment;

/// A network that evaluates positions.
public interface Model extends AutoCloseable {
  /// Bytes of the stack of a thread that computes with a model: CUDA's libraries compile and search
  /// on it, for which Java's usual megabyte may be too little. Only what is used takes memory.
  long STACK_BYTES = 16L << 20;

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
