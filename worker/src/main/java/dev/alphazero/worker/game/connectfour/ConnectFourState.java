package dev.alphazero.worker.game.connectfour;

import dev.alphazero.worker.game.GameState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A position of Connect Four: the stones of each player as a `Bitboard`. A four is found when it
/// is played.
public final class ConnectFourState implements GameState {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int PLANE_BYTES = 6;
  private static final int TOP_ROW = (ConnectFour.ROWS - 1) * 8;

  private long mine;
  private long theirs;

  /// Whether the player who moved last has four in a row.
  private boolean won;

  ConnectFourState() {}

  /// Returns the stones of the player to move.
  public long mine() {
    return mine;
  }

  /// Returns the stones of the other player.
  public long theirs() {
    return theirs;
  }

  @Override
  public int player() {
    return ply() & 1;
  }

  @Override
  public int ply() {
    return Long.bitCount(mine | theirs);
  }

  @Override
  public int legalActions(int[] actions) {
    if (won) {
      return 0;
    }
    int k = 0;
    for (int left = openColumns(); left != 0; left &= left - 1) {
      actions[k++] = Integer.numberOfTrailingZeros(left);
    }
    return k;
  }

  /// Returns the columns with room, bit c for column c.
  private int openColumns() {
    return (int) (~(mine | theirs) >>> TOP_ROW) & (int) Bitboard.BOTTOM;
  }

  @Override
  public boolean isLegal(int action) {
    return !won && (openColumns() >>> action & 1) == 1;
  }

  @Override
  public void play(int action) {
    long mover = mine | (Bitboard.playable(mine | theirs) & Bitboard.column(action));
    mine = theirs;
    theirs = mover;
    won = Bitboard.hasFour(mover);
  }

  @Override
  public boolean isOver() {
    return won || (mine | theirs) == Bitboard.BOARD;
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
    write(mine, out, offset);
    write(theirs, out, offset + PLANE_BYTES);
  }

  private static void write(long stones, MemorySegment out, long offset) {
    long cells = Bitboard.pack(stones);
    out.set(INT, offset, (int) cells);
    out.set(SHORT, offset + Integer.BYTES, (short) (cells >>> Integer.SIZE));
  }

  @Override
  public ConnectFourState copy() {
    ConnectFourState copy = new ConnectFourState();
    copy.copyFrom(this);
    return copy;
  }

  @Override
  public void copyFrom(GameState other) {
    ConnectFourState from = (ConnectFourState) other;
    mine = from.mine;
    theirs = from.theirs;
    won = from.won;
  }

  @Override
  public String draw() {
    long first = player() == 0 ? mine : theirs;
    StringBuilder text = new StringBuilder();
    for (int row = ConnectFour.ROWS - 1; row >= 0; row--) {
      for (int column = 0; column < ConnectFour.COLUMNS; column++) {
        long cell = 1L << (row * 8 + column);
        boolean taken = ((mine | theirs) & cell) != 0;
        text.append(taken ? ((first & cell) != 0 ? " X" : " O") : " .");
      }
      text.append('\n');
    }
    return text.append(" 1 2 3 4 5 6 7\n").toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConnectFourState state && state.mine == mine && state.theirs == theirs;
  }

  @Override
  public int hashCode() {
    return Long.hashCode((mine * 0xBF58476D1CE4E5B9L + theirs) * 0x9E3779B97F4A7C15L);
  }
}
