package dev.alphazero.worker.game.connectfour;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Notation;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.util.List;

/// Rules of Connect Four: a stone falls to the lowest empty cell of its column, four in a row win,
/// a full board without it is a draw.
///
/// | plane | kind | what |
/// |---|---|---|
/// | 0 | bits | stones of the player to move, row 0 at the bottom |
/// | 1 | bits | stones of the other player |
public final class ConnectFour implements Game {
  static final int ROWS = 6;
  static final int COLUMNS = 7;

  private static final PlaneLayout PLANES =
      new PlaneLayout(
          ROWS,
          COLUMNS,
          List.of(
              Plane.bits("mine").meaning("a stone of the player to move; row 0 is the bottom"),
              Plane.bits("theirs").meaning("a stone of the opponent; row 0 is the bottom")));
  private static final List<Symmetry> SYMMETRIES =
      List.of(Symmetry.identity(ROWS * COLUMNS, COLUMNS), mirror());

  @Override
  public String name() {
    return "connect-four";
  }

  @Override
  public int actions() {
    return COLUMNS;
  }

  @Override
  public PlaneLayout planes() {
    return PLANES;
  }

  @Override
  public List<Symmetry> symmetries() {
    return SYMMETRIES;
  }

  @Override
  public ConnectFourState start() {
    return new ConnectFourState();
  }

  @Override
  public int maxLegalActions() {
    return COLUMNS;
  }

  @Override
  public String actionName(int action) {
    return String.valueOf((char) ('1' + action));
  }

  @Override
  public int parseAction(String name) {
    int column = name.length() == 1 ? name.charAt(0) - '1' : -1;
    if (column < 0 || column >= COLUMNS) {
      throw new IllegalArgumentException("a move must be a column from 1 to 7, name=" + name);
    }
    return column;
  }

  @Override
  public GameState position(String moves) {
    return Notation.replay(this, moves, 1);
  }

  private static Symmetry mirror() {
    int[] cells = new int[ROWS * COLUMNS];
    int[] actions = new int[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      int mirrored = COLUMNS - 1 - column;
      actions[column] = mirrored;
      for (int row = 0; row < ROWS; row++) {
        cells[row * COLUMNS + column] = row * COLUMNS + mirrored;
      }
    }
    return new Symmetry(cells, actions);
  }
}
