package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.connectfour.Bitboard;

/// What is known of the values of Connect Four positions: a fixed table that keeps, of eight
/// entries that compete for a place, those that cost most to find.
///
/// | bits | what |
/// |---|---|
/// | 0-54 | key: stones of the player to move, and the cell above each column |
/// | 55-57 | bounds: 55 value > -1, 56 value > 0, 57 value < 1, 58 value < 0 |
/// | 59-63 | log2 of the nodes it took |
final class OutcomeTable {
  private static final int WAYS = 8;
  private static final int BOUNDS_SHIFT = 55;
  private static final int WORK_SHIFT = 59;
  private static final long KEY_MASK = (1L << BOUNDS_SHIFT) - 1;

  private static final int ABOVE_LOSS = 1;
  private static final int ABOVE_DRAW = 2;
  private static final int BELOW_WIN = 4;
  private static final int BELOW_DRAW = 8;

  private final long[] entries;
  private final int bucketBits;

  OutcomeTable(int log2Entries) {
    if (log2Entries < 4 || log2Entries > 28) {
      throw new IllegalArgumentException(
          "log2Entries must be in [4, 28], log2Entries=" + log2Entries);
    }
    entries = new long[1 << log2Entries];
    bucketBits = log2Entries - 3;
  }

  /// Returns the same number for a position and its mirror image, and for no other.
  static long key(long mine, long stones) {
    // The top set bit of each column is the cell above its stones, so both sets can be read back.
    long key = mine | (((stones << 8) | Bitboard.BOTTOM) & ~stones);
    return Math.min(key, Bitboard.mirror(key));
  }

  /// Returns the bounds known of a position, 0 for none.
  int get(long key) {
    int from = bucket(key);
    for (int i = from; i < from + WAYS; i++) {
      if ((entries[i] & KEY_MASK) == key) {
        return (int) (entries[i] >>> BOUNDS_SHIFT) & 15;
      }
    }
    return 0;
  }

  static boolean decides(int bounds, int alpha) {
    return (bounds & (alpha == 0 ? ABOVE_DRAW | BELOW_WIN : ABOVE_LOSS | BELOW_DRAW)) != 0;
  }

  static boolean exceeds(int bounds, int alpha) {
    return (bounds & (alpha == 0 ? ABOVE_DRAW : ABOVE_LOSS)) != 0;
  }

  /// Adds a bound: whether the value is above `alpha`.
  ///
  /// @param bounds what was known before
  /// @param work nodes that it took
  void put(long key, int bounds, int alpha, boolean exceeds, long work) {
    int all = bounds | bound(alpha, exceeds);
    int from = bucket(key);
    int place = from;
    for (int i = from; i < from + WAYS; i++) {
      if ((entries[i] & KEY_MASK) == key) {
        place = i;
        break;
      }
      if (entries[i] >>> WORK_SHIFT < entries[place] >>> WORK_SHIFT) {
        place = i;
      }
    }
    long log2Work = Math.min(31, Long.SIZE - Long.numberOfLeadingZeros(work));
    entries[place] = log2Work << WORK_SHIFT | (long) all << BOUNDS_SHIFT | key;
  }

  private static int bound(int alpha, boolean exceeds) {
    if (alpha == 0) {
      return exceeds ? ABOVE_DRAW | ABOVE_LOSS : BELOW_WIN;
    }
    return exceeds ? ABOVE_LOSS : BELOW_DRAW | BELOW_WIN;
  }

  private int bucket(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - bucketBits)) * WAYS;
  }
}
