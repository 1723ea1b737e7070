package dev.alphazero.worker.arena.solver;

import dev.alphazero.worker.game.GameState;

/// Knows the outcome of every move under perfect play. Owned by one thread; what it learns while it
/// solves is kept for the next position.
public interface Solver {
  /// The entry of an illegal action.
  int ILLEGAL = Integer.MIN_VALUE;

  /// Returns the outcome of each action for the player who makes it.
  ///
  /// @param position stays as it is; must not be over
  /// @return `[A]`, each 1, 0, -1 or `ILLEGAL`
  int[] outcomes(GameState position);
}
