package dev.alphazero.worker.network.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Tensors over the caller's memory, and calls of module methods.
final class Tensors {
  private Tensors() {}

  /// Returns a tensor that reads and writes the segment itself. It must be closed, by its manager,
  /// before the segment is.
  static PtNDArray over(PtNDManager manager, MemorySegment floats, long... shape) {
    Shape dimensions = new Shape(shape);
    long bytes = dimensions.size() * Float.BYTES;
    if (!floats.isNative() || floats.byteSize() < bytes) {
      throw new IllegalArgumentException(
          "a tensor must lie off-heap in at least %d bytes, bytes=%d, native=%s"
              .formatted(bytes, floats.byteSize(), floats.isNative()));
    }
    return manager.create(
        floats.asSlice(0, bytes).asByteBuffer().order(ByteOrder.nativeOrder()),
        dimensions,
        DataType.FLOAT32);
  }

  /// Returns a copy of the array off-heap.
  static MemorySegment copy(Arena arena, float[] numbers) {
    MemorySegment segment = arena.allocate((long) numbers.length * Float.BYTES, 64);
    MemorySegment.copy(numbers, 0, segment, ValueLayout.JAVA_FLOAT, 0, numbers.length);
    return segment;
  }

  /// Calls a method that returns nothing, without recording gradients.
  static void call(PtSymbolBlock module, String method, PtNDArray... arguments) {
    IValue[] values = new IValue[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = IValue.from(arguments[i]);
    }
    try {
      IValueUtils.runMethod(module, method, values).close();
    } finally {
      for (IValue value : values) {
        value.close();
      }
    }
  }
}
