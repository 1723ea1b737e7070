package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.RandomOpening;
import dev.alphazero.worker.random.CounterRandom;

/// Random openings: in a share of the games the first plies are uniformly random and give no
/// samples, so that positions off the main line are learned as well.
///
/// @param share share of games that begin with random plies, in [0, 1]
/// @param maxPlies most random plies; their number is uniform in [1, maxPlies]
public record Openings(float share, int maxPlies) {
  public static final Openings NONE = new Openings(0, 0);

  public Openings {
    if (!(share >= 0 && share <= 1) || maxPlies < 0) {
      throw new IllegalArgumentException(
          "share must be in [0, 1] and maxPlies at least 0, share=%s maxPlies=%d"
              .formatted(share, maxPlies));
    }
  }

  /// Plays the opening of one game on a state at the start; never ends the game.
  ///
  /// @param actions receives the actions played; at least `maxPlies` long
  /// @return the plies played
  public int play(Game game, GameState state, CounterRandom random, short[] actions) {
    if (maxPlies == 0 || random.nextDouble() >= share) {
      return 0;
    }
    int plies = 1 + random.nextInt(maxPlies);
    return RandomOpening.play(game, state, plies, random, actions);
  }
}
