package dev.alphazero.worker.game.othello;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.alphazero.worker.game.GameState;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A position of Othello: two bitboards, seen by the player to move. Black, who starts, is player
/// 0.
final class OthelloState implements GameState {
  private final int size;

  /// All cells.
  private final long board;

  /// Cells from which a step sideways or diagonally stays on the board.
  private final long inner;

  private long mine;
  private long theirs;
  private int player;
  private int ply;

  /// Cells where the player to move may place a disc, kept in step with the discs.
  private long placements;

  /// Whether neither player may place a disc.
  private boolean over;

  private OthelloState(int size) {
    this.size = size;
    board = -1L >>> (64 - size * size);
    long columns = 0;
    for (int row = 0; row < size; row++) {
      columns |= ((1L << (size - 2)) - 1) << (row * size + 1);
    }
    inner = columns;
  }

  /// Returns the start: white on the centre's main diagonal, black on the other.
  static OthelloState start(int size) {
    int centre = (size / 2 - 1) * (size + 1);
    long white = 1L << centre | 1L << (centre + size + 1);
    long black = 1L << (centre + 1) | 1L << (centre + size);
    return of(size, black, white);
  }

  /// Returns a position with black to move and no ply played.
  static OthelloState of(int size, long black, long white) {
    OthelloState state = new OthelloState(size);
    state.mine = black;
    state.theirs = white;
    state.lookAhead();
    return state;
  }

  @Override
  public int player() {
    return player;
  }

  @Override
  public int ply() {
    return ply;
  }

  @Override
  public int legalActions(int[] actions) {
    int k = 0;
    for (long rest = placements; rest != 0; rest &= rest - 1) {
      actions[k++] = Long.numberOfTrailingZeros(rest);
    }
    if (k == 0 && !over) {
      actions[k++] = size * size;
    }
    return k;
  }

  @Override
  public boolean isLegal(int action) {
    return action == size * size ? placements == 0 && !over : (placements >>> action & 1) != 0;
  }

  @Override
  public void play(int action) {
    long placed = mine;
    long left = theirs;
    if (action != size * size) {
      long disc = 1L << action;
      long flipped = flips(disc);
      placed |= disc | flipped;
      left ^= flipped;
    }
    mine = left;
    theirs = placed;
    player ^= 1;
    ply++;
    lookAhead();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public int outcome() {
    if (!over) {
      throw new IllegalStateException("a game must be over to have an outcome, ply=" + ply);
    }
    int lead = Integer.signum(Long.bitCount(mine) - Long.bitCount(theirs));
    return player == 0 ? lead : -lead;
  }

  @Override
  public void encode(MemorySegment out, long offset) {
    int bytes = (size * size + 7) / 8;
    for (int b = 0; b < bytes; b++) {
      out.set(JAVA_BYTE, offset + b, (byte) (mine >>> 8 * b));
      out.set(JAVA_BYTE, offset + bytes + b, (byte) (theirs >>> 8 * b));
      out.set(JAVA_BYTE, offset + 2 * bytes + b, (byte) (placements >>> 8 * b));
    }
  }

  @Override
  public OthelloState copy() {
    OthelloState copy = new OthelloState(size);
    copy.copyFrom(this);
    return copy;
  }

  @Override
  public void copyFrom(GameState other) {
    OthelloState from = (OthelloState) other;
    if (from.size != size) {
      throw new IllegalArgumentException(
          "states must be of one game, size=%d, other size=%d".formatted(size, from.size));
    }
    mine = from.mine;
    theirs = from.theirs;
    player = from.player;
    ply = from.ply;
    placements = from.placements;
    over = from.over;
  }

  @Override
  public String draw() {
    long black = player == 0 ? mine : theirs;
    long white = player == 0 ? theirs : mine;
    StringBuilder columns = new StringBuilder(" ");
    for (int column = 0; column < size; column++) {
      columns.append(' ').append((char) ('a' + column));
    }
    StringBuilder text = new StringBuilder(columns).append('\n');
    for (int cell = 0; cell < size * size; cell++) {
      if (cell % size == 0) {
        text.append(1 + cell / size);
      }
      text.append(' ').append(disc(cell, black, white));
      if (cell % size == size - 1) {
        text.append(' ').append(1 + cell / size).append('\n');
      }
    }
    return text.append(columns)
        .append("\nX %d, O %d".formatted(Long.bitCount(black), Long.bitCount(white)))
        .append(over ? ", over" : player == 0 ? ", X to move" : ", O to move")
        .append('\n')
        .toString();
  }

  private char disc(int cell, long black, long white) {
    if ((black >>> cell & 1) != 0) {
      return 'X';
    }
    if ((white >>> cell & 1) != 0) {
      return 'O';
    }
    return (placements >>> cell & 1) != 0 ? '*' : '.';
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OthelloState state
        && state.size == size
        && state.mine == mine
        && state.theirs == theirs
        && state.player == player;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(mine * 0x9E3779B97F4A7C15L + theirs) + player;
  }

  @Override
  public String toString() {
    return draw();
  }

  private void lookAhead() {
    placements = placements(mine, theirs);
    over = placements == 0 && placements(theirs, mine) == 0;
  }

  /// Returns the empty cells from which a line of `other` discs leads to an `own` one. Lines are
  /// followed for all cells at once, direction by direction.
  private long placements(long own, long other) {
    long open = other & inner;
    long reached =
        beyondLines(own, open, 1)
            | beyondLines(own, other, size)
            | beyondLines(own, open, size - 1)
            | beyondLines(own, open, size + 1);
    return reached & board & ~(own | other);
  }

  /// Returns the cells just past the lines of `other` that start beside `own`, both ways.
  private static long beyondLines(long own, long other, int step) {
    return (lineUp(own, other, step) << step) | (lineDown(own, other, step) >>> step);
  }

  /// Returns the discs that change hands when the player to move places one.
  private long flips(long disc) {
    long open = theirs & inner;
    return flips(disc, open, 1)
        | flips(disc, theirs, size)
        | flips(disc, open, size - 1)
        | flips(disc, open, size + 1);
  }

  private long flips(long disc, long other, int step) {
    long up = lineUp(disc, other, step);
    long down = lineDown(disc, other, step);
    return ((up << step & mine) != 0 ? up : 0) | ((down >>> step & mine) != 0 ? down : 0);
  }

  /// Returns the `other` discs in lines that start beside `from`, towards higher cells. A line has
  /// at most n - 2 discs, 6 on the largest board.
  private static long lineUp(long from, long other, int step) {
    long line = other & from << step;
    line |= other & line << step;
    line |= other & line << step;
    line |= other & line << step;
    line |= other & line << step;
    return line | other & line << step;
  }

  /// Returns the `other` discs in lines that start beside `from`, towards lower cells.
  private static long lineDown(long from, long other, int step) {
    long line = other & from >>> step;
    line |= other & line >>> step;
    line |= other & line >>> step;
    line |= other & line >>> step;
    line |= other & line >>> step;
    return line | other & line >>> step;
  }
}
