package dev.alphazero.worker.game;

import dev.alphazero.worker.random.CounterRandom;

/// Uniformly random first plies of a game.
public final class RandomOpening {
  /// Draws of one length before a shorter one is tried.
  private static final int TRIES = 200;

  private RandomOpening() {}

  /// Puts a state at the position after random plies. They are drawn anew while they end the game;
  /// where hardly any game lasts that long, they become fewer.
  ///
  /// @param plies at most this many
  /// @param actions receives the actions; at least `plies` long
  /// @return the plies played
  public static int play(
      Game game, GameState state, int plies, CounterRandom random, short[] actions) {
    int[] legal = new int[game.maxLegalActions()];
    GameState start = game.start();
    for (int wanted = plies; wanted > 0; wanted--) {
      for (int tries = 0; tries < TRIES; tries++) {
        state.copyFrom(start);
        int played = 0;
        while (played < wanted && !state.isOver()) {
          int action = legal[random.nextInt(state.legalActions(legal))];
          actions[played++] = (short) action;
          state.play(action);
        }
        if (!state.isOver()) {
          return played;
        }
      }
    }
    state.copyFrom(start);
    return 0;
  }
}
