package dev.alphazero.worker.game;

import java.util.List;
import java.util.Map;

/// A game as a plug-in: what it is called, which options it has, and its rules. Found by
/// `ServiceLoader`, so that nothing lists the games that there are.
public interface GameProvider {
  /// Returns the name that training files use: lowercase letters, digits and `-`.
  String name();

  /// Returns the game's own settings; none unless it says otherwise.
  default List<GameOption> options() {
    return List.of();
  }

  /// Returns the game.
  ///
  /// @param options a value for each of `options()`, one of its values
  Game create(Map<String, String> options);
}
