package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;
import java.util.List;

/// Plays by plain Monte Carlo tree search with random rollouts: the opponent `mcts:N`.
public final class MctsPlayer implements Player {
  private final int simulations;
  private final PlainMcts mcts;
  private final CounterRandom random;

  public MctsPlayer(Game game, int simulations, CounterRandom random) {
    this.simulations = simulations;
    this.random = random;
    mcts = new PlainMcts(game, simulations);
  }

  @Override
  public String name() {
    return "mcts:" + simulations;
  }

  @Override
  public int[] choose(List<GameState> positions) {
    return positions.stream().mapToInt(position -> mcts.chooseAction(position, random)).toArray();
  }
}
