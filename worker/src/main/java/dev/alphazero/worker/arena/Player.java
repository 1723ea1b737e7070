package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.GameState;
import java.util.List;

/// Chooses moves, for many positions at once. Owned by one thread.
public interface Player extends AutoCloseable {
  /// Returns what tables call it, for example `mcts:400`.
  String name();

  /// Returns the chosen action of each position; none of them is over. Remembers nothing between
  /// calls.
  int[] choose(List<GameState> positions);

  @Override
  default void close() {}
}
