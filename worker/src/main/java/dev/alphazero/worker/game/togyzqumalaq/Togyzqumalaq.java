package dev.alphazero.worker.game.togyzqumalaq;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Notation;
import dev.alphazero.worker.planes.Plane;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.planes.Symmetry;
import java.util.List;

/// Togyzqumalaq. Action a moves the stones of pit a + 1 of the player to move, named `1` to `9`.
///
/// Planes are 1 x 9; cell i is pit i + 1 of the row that the plane is about.
///
/// | plane | kind | scale | cell i holds |
/// |---|---|---|---|
/// | 0 own stones | counts | 1/18 | stones in the own pit |
/// | 1 their stones | counts | 1/18 | stones in the opponent's pit |
/// | 2 own tuzdyk | bits | 1 | the opponent's pit is the own tuzdyk |
/// | 3 their tuzdyk | bits | 1 | the own pit is the opponent's tuzdyk |
/// | 4 own kazan | scalar | 1/82 | stones in the own kazan |
/// | 5 their kazan | scalar | 1/82 | stones in the opponent's kazan |
/// | 6 capture | counts | 1/18 | stones that the last stone of the own pit's move captures, 3 for a tuzdyk |
///
/// The last plane is there because a convolution cannot see where a move ends: that is up to 17
/// pits away, and whether it captures is a parity.
public final class Togyzqumalaq implements Game {
  static final float STONES_SCALE = 1f / 18;
  static final float KAZAN_SCALE = 1f / 82;

  private static final int PITS = 9;

  private static final PlaneLayout PLANES =
      new PlaneLayout(
          1,
          PITS,
          List.of(
              Plane.counts("own stones", STONES_SCALE).meaning("stones in the own pit"),
              Plane.counts("their stones", STONES_SCALE).meaning("stones in the opponent's pit"),
              Plane.bits("own tuzdyk").meaning("the opponent's pit is the own tuzdyk"),
              Plane.bits("their tuzdyk").meaning("the own pit is the opponent's tuzdyk"),
              Plane.scalar("own kazan", KAZAN_SCALE).meaning("stones in the own kazan"),
              Plane.scalar("their kazan", KAZAN_SCALE).meaning("stones in the opponent's kazan"),
              Plane.counts("capture", STONES_SCALE)
                  .meaning(
                      "stones that the last stone of the own pit's move captures, 3 for a tuzdyk")));

  private static final List<Symmetry> SYMMETRIES = List.of(Symmetry.identity(PITS, PITS));

  @Override
  public String name() {
    return "togyzqumalaq";
  }

  @Override
  public int actions() {
    return PITS;
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
  public TogyzqumalaqState start() {
    return new TogyzqumalaqState();
  }

  @Override
  public int maxLegalActions() {
    return PITS;
  }

  @Override
  public String actionName(int action) {
    return String.valueOf(action + 1);
  }

  @Override
  public int parseAction(String name) {
    int action = name.length() == 1 ? name.charAt(0) - '1' : -1;
    if (action < 0 || action >= PITS) {
      throw new IllegalArgumentException("a move must be a pit from 1 to 9, move=" + name);
    }
    return action;
  }

  @Override
  public GameState position(String moves) {
    return Notation.replay(this, moves, 1);
  }
}
