package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.RootNoise;
import dev.alphazero.worker.search.RootStatistics;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;

/// Searches of many games from the start position, each on a fresh tree: a *round* is one search of
/// each game. Owned by one thread.
final class SearchRounds implements AutoCloseable {
  /// As alpha: no noise.
  static final double NO_NOISE = 0;

  private final Search search;
  private final Evaluator evaluator;
  private final LeafBatch batch;
  private final GameState start;
  private final int games;
  private final int simulations;
  private final double alpha;
  private final int legal;
  private final float[] noise;
  private final RootStatistics root;
  private long round;
  private boolean searching;

  /// Simulations of rounds that are over.
  private long finished;

  private long taken;

  /// @param alpha concentration of the Dirichlet noise at roots, or `NO_NOISE`
  SearchRounds(
      Game game,
      SearchBackend backend,
      SearchSettings settings,
      int games,
      int simulations,
      double alpha,
      Evaluator evaluator) {
    this.evaluator = evaluator;
    this.games = games;
    this.simulations = simulations;
    this.alpha = alpha;
    search = Searches.create(backend, game, settings, games, simulations);
    batch = new LeafBatch(games, game.planes().bytes(), game.actions());
    start = game.start();
    legal = start.legalActions(new int[game.maxLegalActions()]);
    noise = new float[game.maxLegalActions()];
    root = new RootStatistics(game.maxLegalActions());
  }

  /// Does one batch step of all games, and begins the next round when one is over.
  ///
  /// @return positions evaluated
  int step() {
    if (!searching) {
      begin();
    }
    select();
    if (batch.size() == 0) {
      endRound();
      begin();
      select();
    }
    evaluate();
    return batch.size();
  }

  /// Does one round.
  ///
  /// @return simulations done
  long round() {
    begin();
    select();
    while (batch.size() > 0) {
      evaluate();
      select();
    }
    endRound();
    return (long) games * simulations;
  }

  /// Returns the simulations since the last call, those of the round under way among them.
  long takeSimulations() {
    long all = finished + (searching ? underWay() : 0);
    long since = all - taken;
    taken = all;
    return since;
  }

  private long underWay() {
    long visits = 0;
    for (int game = 0; game < games; game++) {
      search.readRoot(game, root);
      for (int i = 0; i < root.size; i++) {
        visits += root.visits[i];
      }
    }
    return visits;
  }

  private void begin() {
    for (int game = 0; game < games; game++) {
      search.reset(game, start);
      if (alpha == NO_NOISE) {
        search.begin(game, simulations, null);
      } else {
        CounterRandom random = CounterRandom.of(0, round, game, Purpose.ROOT_NOISE);
        RootNoise.dirichlet(random, alpha, legal, noise);
        search.begin(game, simulations, noise);
      }
    }
    round++;
    searching = true;
  }

  private void select() {
    batch.clear();
    search.select(batch);
  }

  private void evaluate() {
    evaluator.evaluate(batch);
    search.backup(batch);
  }

  private void endRound() {
    finished += (long) games * simulations;
    searching = false;
  }

  @Override
  public void close() {
    search.close();
    batch.close();
  }
}
