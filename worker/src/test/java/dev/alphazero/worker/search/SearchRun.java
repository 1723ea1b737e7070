package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import org.jspecify.annotations.Nullable;

/// Drives one search and its batch; what tests do again and again.
final class SearchRun implements AutoCloseable {
  /// Logits and values 0.
  static final Evaluator UNIFORM =
      batch -> {
        for (int leaf = 0; leaf < batch.size(); leaf++) {
          batch.setValue(leaf, 0);
          for (int a = 0; a < batch.actions(); a++) {
            batch.setPolicyLogit(leaf, a, 0);
          }
        }
      };

  final Search search;
  final LeafBatch batch;
  private final Evaluator evaluator;
  private final int maxLegalActions;

  SearchRun(
      SearchBackend backend,
      Game game,
      SearchSettings settings,
      int games,
      int maxSimulations,
      Evaluator evaluator) {
    search = Searches.create(backend, game, settings, games, maxSimulations);
    batch = new LeafBatch(games, game.planes().bytes(), game.actions());
    maxLegalActions = game.maxLegalActions();
    this.evaluator = evaluator;
  }

  /// One batch step of all games.
  void step() {
    batch.clear();
    search.select(batch);
    if (batch.size() > 0) {
      evaluator.evaluate(batch);
    }
    search.backup(batch);
  }

  /// Steps until all games are done.
  void finish() {
    for (int g = 0; g < search.games(); g++) {
      while (!search.isDone(g)) {
        step();
      }
    }
  }

  RootStatistics root(int game) {
    RootStatistics stats = new RootStatistics(maxLegalActions);
    search.readRoot(game, stats);
    return stats;
  }

  /// Searches a position with game 0 and returns its root.
  RootStatistics search(GameState position, int simulations, float @Nullable [] noise) {
    search.reset(0, position);
    search.begin(0, simulations, noise);
    finish();
    return root(0);
  }

  /// The tree of one game.
  SearchTree tree(int game) {
    return ((GroupSearch) search).tree(game);
  }

  @Override
  public void close() {
    search.close();
    batch.close();
  }
}
