package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Solves tic-tac-toe by visiting all of its 5,478 positions once.
public final class TicTacToeSolver implements Solver {
  private final TicTacToe game = new TicTacToe();

  /// The value of each position reached so far, for the player to move.
  private final Map<GameState, Integer> values = new LinkedHashMap<>();

  /// One way to reach each of them, as `TicTacToe.position` reads it.
  private final Map<GameState, String> moves = new LinkedHashMap<>();

  public TicTacToeSolver() {
    value(game.start(), "");
  }

  @Override
  public int[] outcomes(GameState position) {
    int[] outcomes = new int[game.actions()];
    Arrays.fill(outcomes, ILLEGAL);
    for (int action = 0; action < outcomes.length; action++) {
      if (position.isLegal(action)) {
        outcomes[action] = -known(after(position, action));
      }
    }
    return outcomes;
  }

  /// Returns the number of positions that play can reach, the finished ones included.
  public int positions() {
    return values.size();
  }

  /// Returns the 4,520 positions that are not over, each with the outcome of every move, in an
  /// order that never changes.
  public List<Position> unfinishedPositions() {
    List<Position> positions = new ArrayList<>();
    moves.forEach(
        (state, line) -> {
          if (!state.isOver()) {
            positions.add(new Position(line, known(state), outcomes(state)));
          }
        });
    return positions;
  }

  private int known(GameState state) {
    Integer value = values.get(state);
    if (value == null) {
      throw new IllegalArgumentException(
          "the position must be reachable in play, position=\n" + state.draw());
    }
    return value;
  }

  private int value(GameState state, String line) {
    Integer known = values.get(state);
    if (known != null) {
      return known;
    }
    moves.put(state, line);
    int best = state.isOver() ? outcomeForPlayerToMove(state) : -1;
    for (int action = 0; action < game.actions(); action++) {
      if (state.isLegal(action)) {
        best = Math.max(best, -value(after(state, action), line + game.actionName(action)));
      }
    }
    values.put(state, best);
    return best;
  }

  private static int outcomeForPlayerToMove(GameState state) {
    return state.player() == 0 ? state.outcome() : -state.outcome();
  }

  private static GameState after(GameState state, int action) {
    GameState next = state.copy();
    next.play(action);
    return next;
  }
}
