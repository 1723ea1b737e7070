package dev.alphazero.worker.game.tictactoe;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Notation;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.util.List;

/// Rules of tic-tac-toe: three in a row wins, a full board without it is a draw.
///
/// | plane | kind | what |
/// |---|---|---|
/// | 0 | bits | cells of the player to move |
/// | 1 | bits | cells of the other player |
public final class TicTacToe implements Game {
  static final int SIDE = 3;
  static final int CELLS = SIDE * SIDE;

  private static final PlaneLayout PLANES =
      new PlaneLayout(
          SIDE,
          SIDE,
          List.of(
              Plane.bits("mine").meaning("the player to move has the cell"),
              Plane.bits("theirs").meaning("the opponent has the cell")));
  private static final List<Symmetry> SYMMETRIES = Symmetry.ofSquare(SIDE, CELLS);

  @Override
  public String name() {
    return "tic-tac-toe";
  }

  @Override
  public int actions() {
    return CELLS;
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
  public TicTacToeState start() {
    return new TicTacToeState();
  }

  @Override
  public int maxLegalActions() {
    return CELLS;
  }

  @Override
  public String actionName(int action) {
    return "" + (char) ('a' + action % SIDE) + (char) ('1' + action / SIDE);
  }

  @Override
  public int parseAction(String name) {
    if (name.length() == 2) {
      int column = name.charAt(0) - 'a';
      int row = name.charAt(1) - '1';
      if (column >= 0 && column < SIDE && row >= 0 && row < SIDE) {
        return row * SIDE + column;
      }
    }
    throw new IllegalArgumentException("a move must be a1 to c3 (column, row), name=" + name);
  }

  @Override
  public GameState position(String moves) {
    return Notation.replay(this, moves, 2);
  }
}
