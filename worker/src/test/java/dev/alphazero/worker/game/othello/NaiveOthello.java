package dev.alphazero.worker.game.othello;

import dev.alphazero.worker.game.NaiveRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Othello on an array of characters: `x` is player 0, `o` player 1, a space nothing. Row 0 is row
/// 1 of the notation.
@SuppressWarnings("ArrayRecordComponent") // never written once the position is made
record NaiveOthello(char[][] board, char mover) implements NaiveRules {
  static NaiveOthello start(int size) {
    char[][] board = new char[size][size];
    for (char[] row : board) {
      Arrays.fill(row, ' ');
    }
    int middle = size / 2;
    board[middle - 1][middle - 1] = 'o';
    board[middle][middle] = 'o';
    board[middle - 1][middle] = 'x';
    board[middle][middle - 1] = 'x';
    return new NaiveOthello(board, 'x');
  }

  @Override
  public List<Integer> legalActions() {
    List<Integer> mine = placements(mover);
    if (!mine.isEmpty() || placements(other(mover)).isEmpty()) {
      return mine;
    }
    return List.of(board.length * board.length);
  }

  @Override
  public NaiveOthello play(int action) {
    int size = board.length;
    char[][] next = new char[size][];
    for (int row = 0; row < size; row++) {
      next[row] = board[row].clone();
    }
    if (action < size * size) {
      next[action / size][action % size] = mover;
      for (int cell : flipped(action, mover)) {
        next[cell / size][cell % size] = mover;
      }
    }
    return new NaiveOthello(next, other(mover));
  }

  @Override
  public boolean isOver() {
    return placements('x').isEmpty() && placements('o').isEmpty();
  }

  @Override
  public int outcome() {
    int lead = 0;
    for (char[] row : board) {
      for (char disc : row) {
        lead += disc == 'x' ? 1 : disc == 'o' ? -1 : 0;
      }
    }
    return Integer.compare(lead, 0);
  }

  @Override
  public int player() {
    return mover == 'x' ? 0 : 1;
  }

  @Override
  public float[] planes() {
    int size = board.length;
    int cells = size * size;
    float[] planes = new float[3 * cells];
    for (int cell = 0; cell < cells; cell++) {
      char disc = board[cell / size][cell % size];
      planes[cell] = disc == mover ? 1 : 0;
      planes[cells + cell] = disc == other(mover) ? 1 : 0;
    }
    for (int cell : placements(mover)) {
      planes[2 * cells + cell] = 1;
    }
    return planes;
  }

  private List<Integer> placements(char disc) {
    List<Integer> cells = new ArrayList<>();
    for (int cell = 0; cell < board.length * board.length; cell++) {
      if (board[cell / board.length][cell % board.length] == ' '
          && !flipped(cell, disc).isEmpty()) {
        cells.add(cell);
      }
    }
    return cells;
  }

  private List<Integer> flipped(int cell, char disc) {
    List<Integer> flipped = new ArrayList<>();
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        List<Integer> line = new ArrayList<>();
        int row = cell / board.length + down;
        int column = cell % board.length + right;
        while (at(row, column) == other(disc)) {
          line.add(row * board.length + column);
          row += down;
          column += right;
        }
        if (at(row, column) == disc) {
          flipped.addAll(line);
        }
      }
    }
    return flipped;
  }

  private char at(int row, int column) {
    boolean outside = row < 0 || row >= board.length || column < 0 || column >= board.length;
    return outside ? '#' : board[row][column];
  }

  private static char other(char disc) {
    return disc == 'x' ? 'o' : 'x';
  }
}
