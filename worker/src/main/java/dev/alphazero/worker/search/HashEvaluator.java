package dev.alphazero.worker.search;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// An evaluator that costs next to nothing: logits and value are a hash of the packed planes.
/// Measures searches without a network and drives tests; equal positions get equal evaluations.
/// Stateless.
public final class HashEvaluator implements Evaluator {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  @Override
  public void evaluate(LeafBatch batch) {
    int actions = batch.actions();
    for (int leaf = 0; leaf < batch.size(); leaf++) {
      long hash = hash(batch.planes(), (long) leaf * batch.planeBytes(), batch.planeBytes());
      batch.setValue(leaf, signed(hash));
      for (int a = 0; a < actions; a++) {
        hash = (hash ^ (hash >>> 29)) * GOLDEN_GAMMA;
        batch.setPolicyLogit(leaf, a, 2 * signed(hash));
      }
    }
  }

  /// Eight bytes at a time, the last ones singly.
  private static long hash(MemorySegment bytes, long offset, int length) {
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

  /// The highest 24 bits as a number in [-1, 1).
  private static float signed(long hash) {
    return (int) (hash >> 40) * 0x1.0p-23f;
  }
}
