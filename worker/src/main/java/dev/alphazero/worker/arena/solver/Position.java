package dev.alphazero.worker.arena.solver;

import org.jspecify.annotations.Nullable;

/// A position of a positions file.
///
/// @param moves how to reach it, as `Game.position` reads it, without white space; empty for the
///   start
/// @param score what the file says of the position, its sign the outcome for the player to move;
///   null if it says nothing
/// @param outcomes `[A]` outcome of each action for the player who makes it, `Solver.ILLEGAL` where
///   there is none; null if not known
@SuppressWarnings("ArrayRecordComponent") // one row of a table, written once and shared read-only
public record Position(String moves, @Nullable Integer score, int @Nullable [] outcomes) {
  /// Returns the same position with the outcomes of its moves.
  public Position withOutcomes(int[] known) {
    return new Position(moves, score, known);
  }

  /// Returns the same position as a file without outcomes has it.
  public Position withoutOutcomes() {
    return new Position(moves, score, null);
  }

  /// Returns the outcomes.
  ///
  /// @throws IllegalStateException if they are not known
  public int[] solvedOutcomes() {
    if (outcomes == null) {
      throw new IllegalStateException("the position must be solved first, moves=" + moves);
    }
    return outcomes;
  }

  /// Returns the value of the position for the player to move: the outcome of its best move.
  public int value() {
    int best = Solver.ILLEGAL;
    for (int outcome : solvedOutcomes()) {
      best = Math.max(best, outcome);
    }
    return best;
  }

  /// Returns whether an action keeps what the position is worth.
  public boolean keepsValue(int action) {
    return solvedOutcomes()[action] == value();
  }
}
