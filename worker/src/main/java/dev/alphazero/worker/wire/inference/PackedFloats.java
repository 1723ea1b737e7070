package dev.alphazero.worker.wire.inference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Floats as messages carry them: little-endian, without gaps.
final class PackedFloats {
  private static final ValueLayout.OfFloat PACKED =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private PackedFloats() {}

  /// Returns a copy of all native-endian floats of the segment.
  static ByteString pack(MemorySegment floats) {
    byte[] bytes = new byte[Math.toIntExact(floats.byteSize())];
    MemorySegment.copy(
        floats,
        ValueLayout.JAVA_FLOAT,
        0,
        MemorySegment.ofArray(bytes),
        PACKED,
        0,
        bytes.length / Float.BYTES);
    return UnsafeByteOperations.unsafeWrap(bytes); // nobody else knows the array
  }

  /// Writes all floats natively.
  ///
  /// @param first index of the first float to write
  static void unpack(ByteString packed, MemorySegment floats, long first) {
    MemorySegment.copy(
        MemorySegment.ofBuffer(packed.asReadOnlyByteBuffer()),
        PACKED,
        0,
        floats,
        ValueLayout.JAVA_FLOAT,
        first * Float.BYTES,
        packed.size() / Float.BYTES);
  }
}
