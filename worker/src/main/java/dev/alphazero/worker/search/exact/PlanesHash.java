package dev.alphazero.worker.search.exact;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A hash of packed planes, the same on every machine.
public final class PlanesHash {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private PlanesHash() {}

  /// Eight bytes at a time, the last ones singly.
  public static long of(MemorySegment bytes, long offset, int length) {
    long hash = length;
    long at = offset;
    long end = offset + length;
    for (; at + 8 <= end; at += 8) {
      hash = mix(hash ^ bytes.get(LONG, at));
    }
    long tail = 0;
    for (; at < end; at++) {
      tail = (tail << 8) | (bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF);
    }
    return mix(hash ^ tail);
  }

  private static long mix(long z) {
    long y = (z ^ (z >>> 32)) * GOLDEN_GAMMA;
    return (y ^ (y >>> 29)) * 0xBF58476D1CE4E5B9L;
  }
}
