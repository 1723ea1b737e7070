package dev.alphazero.worker.strength;

import dev.alphazero.worker.arena.Player;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.game.GameState;
import java.util.List;

/// A player and the evaluator that it alone uses, closed together.
record NetworkPlayer(Player player, NetworkEvaluator evaluator) implements Player {
  @Override
  public String name() {
    return player.name();
  }

  @Override
  public int[] choose(List<GameState> positions) {
    return player.choose(positions);
  }

  @Override
  public void close() {
    player.close();
    evaluator.close();
  }
}
