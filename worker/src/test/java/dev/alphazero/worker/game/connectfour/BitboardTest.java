package dev.alphazero.worker.game.connectfour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import org.junit.jupiter.api.Test;

final class BitboardTest {
  private static final int[] STEPS = {1, 7, 8, 9};

  @Test
  void mirrorSwapsColumns() {
    for (int row = 0; row < 7; row++) {
      for (int column = 0; column < 7; column++) {
        assertThat(Bitboard.mirror(cell(row, column))).isEqualTo(cell(row, 6 - column));
      }
    }
  }

  @Test
  void packLeavesNoGaps() {
    assertThat(Bitboard.pack(Bitboard.BOARD)).isEqualTo((1L << 42) - 1);
    assertThat(Bitboard.pack(cell(5, 6))).isEqualTo(1L << 41);
    assertThat(Bitboard.pack(cell(2, 3))).isEqualTo(1L << 17);
  }

  @Test
  void playableIsTheLowestEmptyCellOfEachColumn() {
    long stones = cell(0, 0) | (Bitboard.column(3) & Bitboard.BOARD);
    assertThat(Bitboard.playable(stones))
        .isEqualTo((Bitboard.BOTTOM & ~cell(0, 0) & ~cell(0, 3)) | cell(1, 0));
  }

  @Test
  void foursAndEmptyCellsThatCompleteThemAgreeWithWalkingTheBoard() {
    CounterRandom random = CounterRandom.of(0xB0A, 0, 0, Purpose.TEST);
    int fours = 0;
    for (int i = 0; i < 2_000; i++) {
      long taken = columnsOfRandomHeight(random);
      long stones = taken & random.nextLong();
      assertThat(Bitboard.hasFour(stones)).isEqualTo(walkFindsFour(stones));
      fours += walkFindsFour(stones) ? 1 : 0;
      for (long left = Bitboard.BOARD & ~taken; left != 0; left &= left - 1) {
        long cell = Long.lowestOneBit(left);
        assertThat((Bitboard.completing(stones) & cell) != 0)
            .isEqualTo(walkFindsFourThrough(stones | cell, cell));
      }
    }
    assertThat(fours).isBetween(100, 1_900);
  }

  private static long columnsOfRandomHeight(CounterRandom random) {
    long taken = 0;
    for (int column = 0; column < 7; column++) {
      int height = random.nextInt(7);
      taken |= Bitboard.column(column) & ((1L << (height * 8)) - 1);
    }
    return taken;
  }

  private static boolean walkFindsFour(long stones) {
    return walkFindsFourThrough(stones, -1L);
  }

  /// Returns whether four stones in a line include one of `cells`.
  private static boolean walkFindsFourThrough(long stones, long cells) {
    for (int start = 0; start < 48; start++) {
      for (int step : STEPS) {
        long line = 0;
        for (int j = 0; j < 4 && start + j * step < 48; j++) {
          line |= 1L << (start + j * step);
        }
        if (Long.bitCount(line) == 4
            && (line & ~Bitboard.BOARD) == 0
            && (line & ~stones) == 0
            && (line & cells) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static long cell(int row, int column) {
    return 1L << (row * 8 + column);
  }
}
