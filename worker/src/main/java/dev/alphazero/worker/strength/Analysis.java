package dev.alphazero.worker.strength;

import java.util.List;

/// What a search without noise finds in one position.
///
/// @param simulations of the search
/// @param networkValue the value by the network alone, in [-1, 1] for the player to move
/// @param moves the legal moves: the one to play first, then by visits
public record Analysis(int simulations, float networkValue, List<Move> moves) {
  public Analysis {
    moves = List.copyOf(moves);
  }

  /// A legal move.
  ///
  /// @param visits its visit count
  /// @param prior of the network, in [0, 1]
  /// @param value mean of its simulations, in [-1, 1] for the player who makes the move; NaN
  ///   without a visit
  public record Move(int action, int visits, float prior, float value) {}

  /// Returns the move to play.
  public Move best() {
    return moves.getFirst();
  }

  /// Returns the value of the position with that move, in [-1, 1] for the player to move.
  public float value() {
    return best().value();
  }
}
