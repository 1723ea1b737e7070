package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.search.BestMove;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.RootStatistics;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchSettings;
import java.util.List;

/// Plays the move that a search without noise finds best, each position from a fresh tree.
///
/// Positions are dealt to the search's games as these become free, so that batches stay full to the
/// end.
public final class SearchPlayer implements Player {
  private final String name;
  private final Search search;
  private final Evaluator evaluator;
  private final SearchSettings settings;
  private final int simulations;
  private final LeafBatch batch;
  private final RootStatistics root;

  /// Takes ownership of the search.
  public SearchPlayer(
      String name,
      Game game,
      Search search,
      Evaluator evaluator,
      SearchSettings settings,
      int simulations) {
    this.name = name;
    this.search = search;
    this.evaluator = evaluator;
    this.settings = settings;
    this.simulations = simulations;
    batch = new LeafBatch(search.games(), game.planes().bytes(), game.actions());
    root = new RootStatistics(game.maxLegalActions());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] choose(List<GameState> positions) {
    int[] actions = new int[positions.size()];
    int[] positionOf = new int[search.games()];
    int dealt = 0;
    int finished = 0;
    int busy = Math.min(search.games(), actions.length);
    for (int slot = 0; slot < busy; slot++) {
      deal(slot, positions.get(dealt));
      positionOf[slot] = dealt++;
    }
    while (finished < actions.length) {
      search.step(batch, evaluator);
      for (int slot = 0; slot < busy; slot++) {
        if (positionOf[slot] >= 0 && search.isDone(slot)) {
          search.readRoot(slot, root);
          actions[positionOf[slot]] = root.actions[BestMove.of(root, settings)];
          finished++;
          positionOf[slot] = -1;
          if (dealt < actions.length) {
            deal(slot, positions.get(dealt));
            positionOf[slot] = dealt++;
          }
        }
      }
    }
    return actions;
  }

  private void deal(int slot, GameState position) {
    search.reset(slot, position);
    search.begin(slot, simulations, null);
  }

  @Override
  public void close() {
    search.close();
    batch.close();
  }
}
