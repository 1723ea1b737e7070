package dev.alphazero.worker.game.tictactoe;

import dev.alphazero.worker.game.NaiveRules;
import java.util.List;
import java.util.stream.IntStream;

/// Tic-tac-toe on a string of nine characters, row by row: `X` started, `O`, or `.`.
record NaiveTicTacToe(String cells) implements NaiveRules {
  private static final List<List<Integer>> LINES =
      List.of(
          List.of(0, 1, 2),
          List.of(3, 4, 5),
          List.of(6, 7, 8),
          List.of(0, 3, 6),
          List.of(1, 4, 7),
          List.of(2, 5, 8),
          List.of(0, 4, 8),
          List.of(2, 4, 6));

  NaiveTicTacToe() {
    this(".........");
  }

  @Override
  public List<Integer> legalActions() {
    return isOver()
        ? List.of()
        : IntStream.range(0, 9).filter(cell -> cells.charAt(cell) == '.').boxed().toList();
  }

  @Override
  public NaiveRules play(int action) {
    char stone = player() == 0 ? 'X' : 'O';
    return new NaiveTicTacToe(cells.substring(0, action) + stone + cells.substring(action + 1));
  }

  @Override
  public boolean isOver() {
    return hasLine('X') || hasLine('O') || count('.') == 0;
  }

  @Override
  public int outcome() {
    return hasLine('X') ? 1 : hasLine('O') ? -1 : 0;
  }

  @Override
  public int player() {
    return count('X') == count('O') ? 0 : 1;
  }

  @Override
  public float[] planes() {
    char mine = player() == 0 ? 'X' : 'O';
    float[] planes = new float[18];
    for (int i = 0; i < planes.length; i++) {
      char stone = cells.charAt(i % 9);
      planes[i] = stone != '.' && (stone == mine) == (i < 9) ? 1 : 0;
    }
    return planes;
  }

  private boolean hasLine(char stone) {
    return LINES.stream()
        .anyMatch(line -> line.stream().allMatch(cell -> cells.charAt(cell) == stone));
  }

  private long count(char stone) {
    return cells.chars().filter(c -> c == stone).count();
  }
}
