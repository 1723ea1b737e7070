package dev.alphazero.worker.strength;

import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.search.BestMove;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.RootStatistics;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.strength.Analysis.Move;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Looks at one position at a time, each with a fresh search, and returns all that it found. Owned
/// by the thread that made it.
public final class Analyst implements AutoCloseable {
  private final Search search;
  private final Evaluator evaluator;
  private final SearchSettings settings;
  private final int simulations;
  private final LeafBatch batch;
  private final RootStatistics root;

  /// Takes ownership of the search.
  ///
  /// @param search of one game
  /// @param evaluator closed with this if it can be closed
  public Analyst(
      Game game, Search search, Evaluator evaluator, SearchSettings settings, int simulations) {
    this.search = search;
    this.evaluator = evaluator;
    this.settings = settings;
    this.simulations = simulations;
    batch = new LeafBatch(search.games(), game.planes().bytes(), game.actions());
    root = new RootStatistics(game.maxLegalActions());
  }

  public int simulations() {
    return simulations;
  }

  /// Returns what a search finds.
  ///
  /// @param position must not be over; not changed
  public Analysis analyse(GameState position) {
    search.reset(0, position);
    search.begin(0, simulations, null);
    while (!search.isDone(0)) {
      search.step(batch, evaluator);
    }
    search.readRoot(0, root);
    return new Analysis(simulations, root.rawValue, moves());
  }

  private List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < root.size; i++) {
      moves.add(
          new Move(
              root.actions[i],
              root.visits[i],
              root.priors[i],
              root.visits[i] == 0 ? Float.NaN : root.valueSums[i] / root.visits[i]));
    }
    Move best = moves.remove(BestMove.of(root, settings));
    moves.sort(Comparator.comparing(Move::visits).thenComparing(Move::prior).reversed());
    moves.addFirst(best);
    return moves;
  }

  @Override
  public void close() {
    search.close();
    batch.close();
    if (evaluator instanceof NetworkEvaluator network) {
      network.close();
    }
  }
}
