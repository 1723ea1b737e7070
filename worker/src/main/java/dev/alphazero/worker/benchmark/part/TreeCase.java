package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;

/// One size of a search that asks no network.
///
/// @param games in flight, of each core
/// @param simulations of a search
/// @param isOnAllCores whether it is measured on all cores, too
record TreeCase(
    Game game, SearchBackend backend, int games, int simulations, boolean isOnAllCores) {
  private static final SearchSettings SETTINGS = SearchSettings.defaults(Algorithm.PUCT);

  /// Returns the name of its row.
  String name(int cores) {
    return "%s %s %d x %d x %d".formatted(backend.id(), game.name(), cores, games, simulations);
  }

  /// Returns the searches of one core, for the calling thread.
  SearchRounds start() {
    return new SearchRounds(
        game, backend, SETTINGS, games, simulations, SearchRounds.NO_NOISE, new HashEvaluator());
  }
}
