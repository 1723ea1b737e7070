package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;
import java.util.List;

/// Plays uniformly random legal moves.
public final class RandomPlayer implements Player {
  private final CounterRandom random;
  private final int[] legal;

  public RandomPlayer(Game game, CounterRandom random) {
    this.random = random;
    legal = new int[game.maxLegalActions()];
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public int[] choose(List<GameState> positions) {
    int[] actions = new int[positions.size()];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = legal[random.nextInt(positions.get(i).legalActions(legal))];
    }
    return actions;
  }
}
