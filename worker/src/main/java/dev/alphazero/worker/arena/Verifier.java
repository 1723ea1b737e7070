package dev.alphazero.worker.arena;

import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import java.util.ArrayList;
import java.util.List;

/// Judges moves by positions whose true values are known: a move that changes the outcome gives
/// value away.
public final class Verifier {
  private Verifier() {}

  /// Returns the positions in which the player's move gives value away, in their order.
  public static List<Position> failures(Player player, Game game, List<Position> positions) {
    List<GameState> states = new ArrayList<>(positions.size());
    for (Position position : positions) {
      states.add(game.position(position.moves()));
    }
    int[] actions = player.choose(states);
    List<Position> failures = new ArrayList<>();
    for (int i = 0; i < actions.length; i++) {
      if (!positions.get(i).keepsValue(actions[i])) {
        failures.add(positions.get(i));
      }
    }
    return failures;
  }
}
