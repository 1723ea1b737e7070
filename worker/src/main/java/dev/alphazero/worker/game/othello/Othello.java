package dev.alphazero.worker.game.othello;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Othello on a board of n x n. A placement has its cell as action; to pass is action n², legal
/// only when nothing can be placed and the opponent can.
///
/// | plane | kind | cell i holds |
/// |---|---|---|
/// | 0 mine | bits | a disc of the player to move |
/// | 1 theirs | bits | a disc of the opponent |
/// | 2 placements | bits | nothing, and the player to move may place a disc there |
public final class Othello implements Game {
  private static final String PASS = "pass";

  private final int size;
  private final int cells;
  private final PlaneLayout planes;
  private final List<Symmetry> symmetries;

  /// Returns the rules for a board of size x size.
  ///
  /// @param size 6 or 8
  /// @throws IllegalArgumentException if there is no such board
  public Othello(int size) {
    if (size != 6 && size != 8) {
      throw new IllegalArgumentException("an Othello board must be of size 6 or 8, size=" + size);
    }
    this.size = size;
    cells = size * size;
    planes =
        new PlaneLayout(
            size,
            size,
            List.of(
                Plane.bits("mine").meaning("a disc of the player to move"),
                Plane.bits("theirs").meaning("a disc of the opponent"),
                Plane.bits("placements")
                    .meaning("empty, and the player to move may place a disc there")));
    symmetries = symmetries(size);
  }

  @Override
  public String name() {
    return "othello";
  }

  @Override
  public int actions() {
    return cells + 1;
  }

  @Override
  public PlaneLayout planes() {
    return planes;
  }

  @Override
  public List<Symmetry> symmetries() {
    return symmetries;
  }

  @Override
  public OthelloState start() {
    return OthelloState.start(size);
  }

  /// Returns a bound: the four cells of the start are never empty, and who may place may not pass.
  @Override
  public int maxLegalActions() {
    return cells - 4;
  }

  @Override
  public String actionName(int action) {
    return action == cells
        ? PASS
        : String.valueOf((char) ('a' + action % size)) + (1 + action / size);
  }

  @Override
  public int parseAction(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(PASS)) {
      return cells;
    }
    int column = lower.length() == 2 ? lower.charAt(0) - 'a' : -1;
    int row = lower.length() == 2 ? lower.charAt(1) - '1' : -1;
    if (column < 0 || column >= size || row < 0 || row >= size) {
      throw new IllegalArgumentException(
          "a move must be a1 to %s or pass, move=%s".formatted(actionName(cells - 1), name));
    }
    return row * size + column;
  }

  @Override
  public GameState position(String moves) {
    OthelloState state = start();
    int at = 0;
    while (true) {
      while (at < moves.length() && Character.isWhitespace(moves.charAt(at))) {
        at++;
      }
      if (at == moves.length()) {
        return state;
      }
      int length = moves.regionMatches(true, at, PASS, 0, PASS.length()) ? PASS.length() : 2;
      String move = moves.substring(at, Math.min(at + length, moves.length())).strip();
      play(state, move);
      at += length;
    }
  }

  private void play(OthelloState state, String move) {
    int place = state.ply() + 1;
    int action;
    try {
      action = parseAction(move);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("move %d: %s".formatted(place, e.getMessage()), e);
    }
    if (!state.isLegal(action)) {
      throw new IllegalArgumentException(
          "move %d must be legal, move=%s, in%n%s".formatted(place, move, state.draw()));
    }
    state.play(action);
  }

  /// Returns the 8 symmetries of the square; the pass maps to itself.
  private static List<Symmetry> symmetries(int size) {
    List<Symmetry> symmetries = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      int[] cells = new int[size * size];
      int[] actions = new int[size * size + 1];
      for (int cell = 0; cell < cells.length; cell++) {
        int row = (s & 1) == 0 ? cell / size : size - 1 - cell / size;
        int column = (s & 2) == 0 ? cell % size : size - 1 - cell % size;
        int to = (s & 4) == 0 ? row * size + column : column * size + row;
        cells[cell] = to;
        actions[cell] = to;
      }
      actions[cells.length] = cells.length;
      symmetries.add(new Symmetry(cells, actions));
    }
    return List.copyOf(symmetries);
  }
}
