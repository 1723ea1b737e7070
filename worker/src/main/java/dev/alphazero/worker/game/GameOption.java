package dev.alphazero.worker.game;

import java.util.List;

/// A setting of a game, for example the size of Othello's board.
///
/// @param name as training files write it below `game.options`
/// @param values those that it may have
/// @param defaultValue one of them
public record GameOption(String name, List<String> values, String defaultValue) {
  public GameOption {
    values = List.copyOf(values);
    if (!values.contains(defaultValue)) {
      throw new IllegalArgumentException(
          "the default of the option %s must be one of %s, defaultValue=%s"
              .formatted(name, values, defaultValue));
    }
  }
}
