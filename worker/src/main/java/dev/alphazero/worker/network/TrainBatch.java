package dev.alphazero.worker.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The samples of one training step, in native-endian floats outside the heap. The caller fills it
/// and may refill it as soon as a step has returned.
///
/// @param n samples
/// @param planes `[n, C, H, W]`
/// @param policy `[n, A]`, target probabilities; 0 for illegal actions
/// @param legal `[n, A]`, 1 for legal actions and 0 for others; at least one is legal
/// @param values `[n]`, targets in [-1, 1] for the player to move
/// @param valueWeights `[n]`, what the squared error is multiplied by; 0 for a game without outcome
public record TrainBatch(
    int n,
    MemorySegment planes,
    MemorySegment policy,
    MemorySegment legal,
    MemorySegment values,
    MemorySegment valueWeights) {

  /// Alignment of every segment: a cache line. Vector loops start alike, and results repeat bit for
  /// bit.
  private static final long ALIGNMENT = 64;

  /// Returns an empty batch that lives as long as the arena.
  public static TrainBatch allocate(Arena arena, NetworkSpec spec, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("a training batch must have samples, n=" + n);
    }
    return new TrainBatch(
        n,
        floats(arena, (long) n * spec.inputs()),
        floats(arena, (long) n * spec.actions()),
        floats(arena, (long) n * spec.actions()),
        floats(arena, n),
        floats(arena, n));
  }

  /// Returns some of the rows, on the same memory.
  public TrainBatch slice(int from, int rows) {
    if (from < 0 || rows < 1 || from + rows > n) {
      throw new IllegalArgumentException(
          "a slice must be rows of the batch, from=%d, rows=%d, n=%d".formatted(from, rows, n));
    }
    return new TrainBatch(
        rows,
        rows(planes, from, rows),
        rows(policy, from, rows),
        rows(legal, from, rows),
        rows(values, from, rows),
        rows(valueWeights, from, rows));
  }

  private MemorySegment rows(MemorySegment floats, int from, int rows) {
    long rowBytes = floats.byteSize() / n;
    return floats.asSlice(from * rowBytes, rows * rowBytes);
  }

  private static MemorySegment floats(Arena arena, long count) {
    return arena.allocate(count * ValueLayout.JAVA_FLOAT.byteSize(), ALIGNMENT);
  }
}
