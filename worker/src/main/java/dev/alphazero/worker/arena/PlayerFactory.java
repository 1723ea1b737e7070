package dev.alphazero.worker.arena;

/// Makes players of one strength, one for each thread that needs one.
public interface PlayerFactory {
  /// Returns what tables call the players, for example `mcts:400`.
  String name();

  /// Returns a new player, on the thread that will own and close it.
  ///
  /// @param seed of the player's own random numbers, if it uses any
  Player create(long seed);
}
