package dev.alphazero.worker.strength;

import dev.alphazero.worker.arena.Player;
import dev.alphazero.worker.game.GameState;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A player that chooses no more moves when a stop is requested.
///
/// @param stop asked before each choice
record StoppablePlayer(Player player, BooleanSupplier stop) implements Player {
  @Override
  public String name() {
    return player.name();
  }

  /// @throws StoppedException if a stop is requested
  @Override
  public int[] choose(List<GameState> positions) {
    if (stop.getAsBoolean()) {
      throw new StoppedException();
    }
    return player.choose(positions);
  }

  @Override
  public void close() {
    player.close();
  }
}
