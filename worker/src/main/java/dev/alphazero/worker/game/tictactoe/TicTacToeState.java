package dev.alphazero.worker.game.tictactoe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alphazero.worker.game.GameState;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A position of tic-tac-toe: two sets of cells, bit i for cell i.
public final class TicTacToeState implements GameState {
  private static final int FULL = (1 << TicTacToe.CELLS) - 1;
  private static final int[] LINES = {0007, 0070, 0700, 0111, 0222, 0444, 0421, 0124};

  private int mine;
  private int theirs;

  /// Whether the player who moved last has three in a row.
  private boolean won;

  TicTacToeState() {}

  @Override
  public int player() {
    return ply() & 1;
  }

  @Override
  public int ply() {
    return Integer.bitCount(mine | theirs);
  }

  @Override
  public int legalActions(int[] actions) {
    if (won) {
      return 0;
    }
    int k = 0;
    for (int left = ~(mine | theirs) & FULL; left != 0; left &= left - 1) {
      actions[k++] = Integer.numberOfTrailingZeros(left);
    }
    return k;
  }

  @Override
  public boolean isLegal(int action) {
    return !won && ((mine | theirs) >>> action & 1) == 0;
  }

  @Override
  public void play(int action) {
    int mover = mine | 1 << action;
    mine = theirs;
    theirs = mover;
    won = hasLine(mover);
  }

  private static boolean hasLine(int cells) {
    for (int line : LINES) {
      if ((cells & line) == line) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isOver() {
    return won || (mine | theirs) == FULL;
  }

  @Override
  public int outcome() {
    if (!isOver()) {
      throw new IllegalStateException("the game must be over, ply=" + ply());
    }
    if (!won) {
      return 0;
    }
    return player() == 1 ? 1 : -1;
  }

  @Override
  public void encode(MemorySegment out, long offset) {
    out.set(JAVA_BYTE, offset, (byte) mine);
    out.set(JAVA_BYTE, offset + 1, (byte) (mine >>> 8));
    out.set(JAVA_BYTE, offset + 2, (byte) theirs);
    out.set(JAVA_BYTE, offset + 3, (byte) (theirs >>> 8));
  }

  @Override
  public TicTacToeState copy() {
    TicTacToeState copy = new TicTacToeState();
    copy.copyFrom(this);
    return copy;
  }

  @Override
  public void copyFrom(GameState other) {
    TicTacToeState from = (TicTacToeState) other;
    mine = from.mine;
    theirs = from.theirs;
    won = from.won;
  }

  @Override
  public String draw() {
    int first = player() == 0 ? mine : theirs;
    StringBuilder text = new StringBuilder("  a b c\n");
    for (int cell = 0; cell < TicTacToe.CELLS; cell++) {
      if (cell % TicTacToe.SIDE == 0) {
        text.append(cell / TicTacToe.SIDE + 1);
      }
      boolean taken = ((mine | theirs) >>> cell & 1) == 1;
      text.append(taken ? ((first >>> cell & 1) == 1 ? " X" : " O") : " .");
      if (cell % TicTacToe.SIDE == TicTacToe.SIDE - 1) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TicTacToeState state && state.mine == mine && state.theirs == theirs;
  }

  @Override
  public int hashCode() {
    return mine << TicTacToe.CELLS | theirs;
  }
}
