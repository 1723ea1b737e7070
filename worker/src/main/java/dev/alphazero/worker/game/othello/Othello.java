package dev.alphazero.worker.game.othello;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Notation;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
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
    symmetries = Symmetry.ofSquare(size, actions());
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
    return Notation.replay(
        this,
        moves,
        (names, at) -> names.regionMatches(true, at, PASS, 0, PASS.length()) ? PASS.length() : 2);
  }

  /// Its perft numbers (A. Bik) count the games that end earlier too.
  @Override
  public boolean publishedPerftHasEndedGames() {
    return true;
  }
}
