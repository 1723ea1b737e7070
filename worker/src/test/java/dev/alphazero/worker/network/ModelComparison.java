package dev.alphazero.worker.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Compares two models on random positions of a network that has no game.
final class ModelComparison {
  private static final int POSITIONS = 64;

  private ModelComparison() {}

  /// Returns the largest difference between any two logits or values.
  ///
  /// @param seed of the positions, whose planes are zeros and ones
  static double largestDifference(NetworkSpec spec, Model a, Model b, long seed) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment planes = floats(arena, POSITIONS * spec.inputs());
      CounterRandom random = CounterRandom.of(seed, 0, 0, Purpose.TEST);
      for (int i = 0; i < POSITIONS * spec.inputs(); i++) {
        planes.setAtIndex(JAVA_FLOAT, i, random.nextInt(2));
      }
      MemorySegment[] logits = {
        floats(arena, POSITIONS * spec.actions()), floats(arena, POSITIONS * spec.actions())
      };
      MemorySegment[] values = {floats(arena, POSITIONS), floats(arena, POSITIONS)};
      a.forward(POSITIONS, planes, logits[0], values[0]);
      b.forward(POSITIONS, planes, logits[1], values[1]);
      return Math.max(difference(logits[0], logits[1]), difference(values[0], values[1]));
    }
  }

  private static double difference(MemorySegment a, MemorySegment b) {
    double largest = 0;
    for (long i = 0; i < a.byteSize() / Float.BYTES; i++) {
      double difference = Math.abs(a.getAtIndex(JAVA_FLOAT, i) - b.getAtIndex(JAVA_FLOAT, i));
      largest = Math.max(largest, difference); // NaN stays NaN
    }
    return largest;
  }

  private static MemorySegment floats(Arena arena, int count) {
    return arena.allocate((long) count * Float.BYTES, 64);
  }
}
