package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.RandomOpening;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.search.LeafBatch;

/// Positions of random games, so that inputs look as in play.
final class SamplePositions {
  private static final int MOST_PLIES = 40;

  private SamplePositions() {}

  /// Fills an empty batch to its capacity.
  ///
  /// @param seed of the games
  static void fill(LeafBatch batch, Game game, long seed) {
    short[] actions = new short[MOST_PLIES];
    for (int i = 0; i < batch.capacity(); i++) {
      GameState state = game.start();
      CounterRandom random = CounterRandom.of(seed, i, 0, Purpose.OPENING);
      RandomOpening.play(game, state, i % MOST_PLIES, random, actions);
      state.encode(batch.planes(), (long) batch.add() * batch.planeBytes());
    }
  }
}
