package dev.alphazero.worker.game;

import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import java.util.List;
import java.util.Map;

/// The games that this worker can play, by the name that training files use.
public final class Games {
  private static final List<String> NAMES =
      List.of("connect-four", "othello", "tic-tac-toe", "togyzqumalaq");

  private Games() {}

  /// Returns the known names, in alphabetical order.
  public static List<String> names() {
    return NAMES;
  }

  /// Returns the game of that name.
  ///
  /// @param options the game's own settings: `size` of Othello, 6 or 8 (default); the other games
  ///   have none
  /// @throws IllegalArgumentException with the known names, or the option that is wrong
  public static Game byName(String name, Map<String, String> options) {
    return switch (name) {
      case "connect-four" -> withoutOptions(new ConnectFour(), options);
      case "othello" -> othello(options);
      case "tic-tac-toe" -> withoutOptions(new TicTacToe(), options);
      case "togyzqumalaq" -> withoutOptions(new Togyzqumalaq(), options);
      default ->
          throw new IllegalArgumentException(
              "game must be one of %s, game=%s".formatted(NAMES, name));
    };
  }

  private static Game othello(Map<String, String> options) {
    for (String option : options.keySet()) {
      if (!option.equals("size")) {
        throw new IllegalArgumentException(
            "othello has the option size and no other, option=" + option);
      }
    }
    return switch (options.getOrDefault("size", "8")) {
      case "6" -> new Othello(6);
      case "8" -> new Othello(8);
      default ->
          throw new IllegalArgumentException(
              "the size of othello must be 6 or 8, size=" + options.get("size"));
    };
  }

  private static Game withoutOptions(Game game, Map<String, String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          game.name() + " has no options, options=" + options.keySet());
    }
    return game;
  }
}
