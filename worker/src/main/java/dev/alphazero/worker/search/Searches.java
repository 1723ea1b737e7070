package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;

/// Makes searches.
public final class Searches {
  private Searches() {}

  /// Returns a search that uses the backend of a name, see `SearchBackend.choose`.
  public static Search create(
      String backend, Game game, SearchSettings settings, int games, int maxSimulations) {
    return create(
        SearchBackend.choose(backend, game).backend(), game, settings, games, maxSimulations);
  }

  /// Returns a search of `games` games that must be `reset` before use.
  ///
  /// @param maxSimulations the most that one `begin` may ask for; memory is reserved for it
  public static Search create(
      SearchBackend backend, Game game, SearchSettings settings, int games, int maxSimulations) {
    requirePositive("games", games);
    requirePositive("maxSimulations", maxSimulations);
    return switch (backend) {
      case NATIVE ->
          new NativeSearch(
              SearchBackend.requireNative(game, NativeLibrary.get()),
              game,
              settings,
              games,
              maxSimulations);
      case JAVA -> FlatSearch.create(game, settings, games, maxSimulations);
      case REFERENCE -> ReferenceSearch.create(game, settings, games, maxSimulations);
    };
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, " + name + "=" + value);
    }
  }
}
