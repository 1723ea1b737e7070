package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Tensors as they are passed to the C++ library: `HostTensor` of `abi.h`.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | host memory, 0 where only the shape counts |
/// | 8 | 4 | type: 0 FP32, 1 unsigned bytes |
/// | 12 | 4 | dimensions, 1 to 4 |
/// | 16 | 32 | shape |
final class HostTensors {
  private static final int BYTES = 48;

  private HostTensors() {}

  /// One tensor.
  ///
  /// @param memory off-heap, native-endian, at least as long as the shape says; `NULL` where only
  ///   the shape counts
  record HostTensor(MemorySegment memory, boolean bytes, List<Long> shape) {
    HostTensor {
      long needed = elements(shape) * (bytes ? 1 : Float.BYTES);
      if (!memory.equals(MemorySegment.NULL)
          && (!memory.isNative() || memory.byteSize() < needed)) {
        throw new IllegalArgumentException(
            "a tensor must lie off-heap in at least %d bytes, bytes=%d, native=%s"
                .formatted(needed, memory.byteSize(), memory.isNative()));
      }
    }

    /// Returns FP32 numbers in the caller's memory.
    static HostTensor floats(MemorySegment memory, long... shape) {
      return new HostTensor(memory, false, list(shape));
    }

    /// Returns the shape of FP32 numbers.
    static HostTensor floats(long... shape) {
      return floats(MemorySegment.NULL, shape);
    }

    /// Returns the shape of unsigned bytes.
    static HostTensor bytes(long... shape) {
      return new HostTensor(MemorySegment.NULL, true, list(shape));
    }

    /// Returns the bytes that it takes.
    long size() {
      return elements(shape) * (bytes ? 1 : Float.BYTES);
    }

    private static List<Long> list(long[] shape) {
      return Arrays.stream(shape).boxed().toList();
    }

    private static long elements(List<Long> shape) {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /// Writes them one after the other.
  static MemorySegment write(Arena arena, List<HostTensor> tensors) {
    MemorySegment memory = arena.allocate(Math.max(1, tensors.size()) * (long) BYTES, 8);
    for (int i = 0; i < tensors.size(); i++) {
      HostTensor tensor = tensors.get(i);
      MemorySegment one = memory.asSlice((long) i * BYTES, BYTES);
      one.set(ADDRESS, 0, tensor.memory());
      one.set(JAVA_INT, 8, tensor.bytes() ? 1 : 0);
      one.set(JAVA_INT, 12, tensor.shape().size());
      for (int d = 0; d < tensor.shape().size(); d++) {
        one.set(JAVA_LONG, 16 + 8L * d, tensor.shape().get(d));
      }
    }
    return memory;
  }
}
