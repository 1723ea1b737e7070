package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.Game;
import java.util.ArrayList;
import java.util.List;

/// Adds the outcome of each move to positions that lack them.
public final class PositionSolver {
  /// 2^24 positions, 128 MiB: positions of one file share many others.
  private static final int LOG2_TABLE_ENTRIES = 24;

  private PositionSolver() {}

  /// Is notified of the work, on the thread that does it.
  @FunctionalInterface
  public interface Progress {
    /// Called before the first position and after each one.
    void solved(int done, int missing);
  }

  /// Returns the positions in the same order, all with outcomes; those that have them are kept as
  /// they are.
  ///
  /// @throws IllegalArgumentException if outcomes are missing and the game has no solver
  public static List<Position> solve(Game game, List<Position> positions, Progress progress) {
    int missing = (int) positions.stream().filter(p -> p.outcomes() == null).count();
    if (missing == 0) {
      return positions;
    }
    Solver solver = solverOf(game);
    List<Position> solved = new ArrayList<>(positions.size());
    int done = 0;
    progress.solved(done, missing);
    for (Position position : positions) {
      if (position.outcomes() != null) {
        solved.add(position);
        continue;
      }
      solved.add(position.withOutcomes(solver.outcomes(game.position(position.moves()))));
      progress.solved(++done, missing);
    }
    return solved;
  }

  private static Solver solverOf(Game game) {
    return switch (game.name()) {
      case "tic-tac-toe" -> new TicTacToeSolver();
      case "connect-four" -> new ConnectFourSolver(LOG2_TABLE_ENTRIES);
      default ->
          throw new IllegalArgumentException(
              "positions of "
                  + game.name()
                  + " must have the outcome of every move: there is no solver for this game");
    };
  }
}
