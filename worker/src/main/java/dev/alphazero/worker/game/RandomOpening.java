package dev.alphazero.worker.game;

import dev.alphazero.worker.random.CounterRandom;

/// Uniformly random first plies of a game.
public final class RandomOpening {
  private static final int MAX_TRIES = 1000;

  private RandomOpening() {}

  /// Puts a state at the position after `plies` random plies, drawn anew while they end the game.
  ///
  /// @param actions receives the actions; at least `plies` long
  /// @throws IllegalArgumentException if a thousand draws all ended the game
  public static void play(
      Game game, GameState state, int plies, CounterRandom random, short[] actions) {
    int[] legal = new int[game.maxLegalActions()];
    GameState start = game.start();
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      state.copyFrom(start);
      for (int ply = 0; ply < plies && !state.isOver(); ply++) {
        int action = legal[random.nextInt(state.legalActions(legal))];
        actions[ply] = (short) action;
        state.play(action);
      }
      if (!state.isOver()) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "random plies must leave a game to play, game=%s plies=%d".formatted(game.name(), plies));
  }
}
