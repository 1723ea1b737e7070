package dev.alphazero.worker.network;

import java.util.stream.IntStream;

/// Sizes of batches that a device prepares for, as it must for each shape: powers of two, from 512
/// on with three quarters between them, and the largest. A batch runs in the smallest size that
/// holds it. Small batches take as long whatever their size; of a large one at most a third is
/// computed in vain.
public final class BatchSizes {
  private static final int SMALLEST_WITH_QUARTERS = 512;

  private BatchSizes() {}

  /// Returns the smallest size of at least n positions, `largest` if there is none.
  public static int holding(int n, int largest) {
    int power = Integer.highestOneBit(Math.max(1, 2 * n - 1));
    int quarters = power / 4 * 3;
    boolean fits = power > SMALLEST_WITH_QUARTERS && n <= quarters;
    return Math.min(fits ? quarters : power, largest);
  }

  /// Returns all sizes, from 1 to the largest.
  public static int[] upTo(int largest) {
    return IntStream.iterate(
            holding(1, largest), size -> size <= largest, size -> next(size, largest))
        .toArray();
  }

  private static int next(int size, int largest) {
    return size == largest ? Integer.MAX_VALUE : holding(size + 1, largest);
  }
}
