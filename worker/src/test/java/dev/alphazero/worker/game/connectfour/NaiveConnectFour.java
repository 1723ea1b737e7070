package dev.alphazero.worker.game.connectfour;

import dev.alphazero.worker.game.NaiveRules;
import java.util.ArrayList;
import java.util.List;

/// Connect Four as seven lists of stones, bottom first: 0 and 1 for the players.
record NaiveConnectFour(List<List<Integer>> columns) implements NaiveRules {
  private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

  NaiveConnectFour() {
    this(List.of(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Override
  public List<Integer> legalActions() {
    List<Integer> actions = new ArrayList<>();
    for (int column = 0; column < 7; column++) {
      if (!hasFour(0) && !hasFour(1) && columns.get(column).size() < 6) {
        actions.add(column);
      }
    }
    return actions;
  }

  @Override
  public NaiveRules play(int action) {
    List<List<Integer>> next = new ArrayList<>(columns);
    List<Integer> column = new ArrayList<>(columns.get(action));
    column.add(player());
    next.set(action, column);
    return new NaiveConnectFour(next);
  }

  @Override
  public boolean isOver() {
    return legalActions().isEmpty();
  }

  @Override
  public int outcome() {
    return hasFour(0) ? 1 : hasFour(1) ? -1 : 0;
  }

  @Override
  public int player() {
    return columns.stream().mapToInt(List::size).sum() % 2;
  }

  @Override
  public float[] planes() {
    float[] planes = new float[2 * 42];
    for (int i = 0; i < planes.length; i++) {
      int stone = stone(i % 42 / 7, i % 7);
      planes[i] = stone >= 0 && (stone == player()) == (i < 42) ? 1 : 0;
    }
    return planes;
  }

  boolean hasFour(int player) {
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 7; column++) {
        for (int[] direction : DIRECTIONS) {
          int stones = 0;
          while (stones < 4
              && stone(row + stones * direction[0], column + stones * direction[1]) == player) {
            stones++;
          }
          if (stones == 4) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// Returns the player whose stone is on a cell, -1 for none.
  private int stone(int row, int column) {
    boolean exists = column >= 0 && column < 7 && row >= 0 && row < columns.get(column).size();
    return exists ? columns.get(column).get(row) : -1;
  }
}
