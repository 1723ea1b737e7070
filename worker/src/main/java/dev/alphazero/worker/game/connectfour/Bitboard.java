package dev.alphazero.worker.game.connectfour;

/// Sets of cells of Connect Four in one `long`: cell (row, column) is bit `row * 8 + column`.
///
/// ```
///  40 41 42 43 44 45 46 (47)    row 5, the top
///   .  .  .  .  .  .  .
///   8  9 10 11 12 13 14 (15)
///   0  1  2  3  4  5  6  (7)    row 0
/// ```
///
/// The eighth column stays empty, so that a shift by one row or column never joins two edges. A row
/// is a byte: packing drops every eighth bit and mirroring reverses the bits of each byte.
public final class Bitboard {
  /// The 42 cells of the board.
  public static final long BOARD = 0x00007F7F7F7F7F7FL;

  /// The lowest row.
  public static final long BOTTOM = 0x7FL;

  /// Rows 0, 2, 4: an odd number of cells from below, counted from 1.
  public static final long ODD_ROWS = 0x0000007F007F007FL;

  /// The lowest cell of column 0 and those above it, one more than the column has.
  private static final long COLUMN = 0x0101010101010101L;

  private Bitboard() {}

  /// Returns the cells of a column, with one above the top.
  public static long column(int column) {
    return COLUMN << column;
  }

  /// Returns the cells where a stone would come to rest.
  ///
  /// @param stones the stones of both players
  public static long playable(long stones) {
    return ((stones << 8) | BOTTOM) & ~stones & BOARD;
  }

  /// Returns whether the stones hold four in a row.
  public static boolean hasFour(long stones) {
    return (fours(stones, 1) | fours(stones, 7) | fours(stones, 8) | fours(stones, 9)) != 0;
  }

  /// Returns the first stones of the fours in the direction of `step`.
  private static long fours(long stones, int step) {
    long two = stones & (stones >>> step);
    return two & (two >>> (2 * step));
  }

  /// Returns the empty cells that would complete a four of the stones, and some taken ones.
  public static long completing(long stones) {
    long vertical = (stones << 8) & (stones << 16) & (stones << 24);
    return (vertical | line(stones, 1) | line(stones, 7) | line(stones, 9)) & BOARD;
  }

  /// Returns the cells that have three of the stones beside them in a four along `step`.
  private static long line(long stones, int step) {
    long twoBelow = (stones << step) & (stones << (2 * step));
    long twoAbove = (stones >>> step) & (stones >>> (2 * step));
    return (twoBelow & ((stones << (3 * step)) | (stones >>> step)))
        | (twoAbove & ((stones >>> (3 * step)) | (stones << step)));
  }

  /// Returns the cells without the eighth column: cell (row, column) is bit `row * 7 + column`.
  public static long pack(long cells) {
    long packed = 0;
    for (int row = 0; row < ConnectFour.ROWS; row++) {
      packed |= ((cells >>> (row * 8)) & BOTTOM) << (row * ConnectFour.COLUMNS);
    }
    return packed;
  }

  /// Returns the cells with columns swapped, 0 with 6 and so on.
  public static long mirror(long cells) {
    return Long.reverseBytes(Long.reverse(cells)) >>> 1;
  }
}
