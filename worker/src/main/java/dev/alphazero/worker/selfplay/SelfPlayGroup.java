package dev.alphazero.worker.selfplay;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.Search;
import dev.alphazero.worker.search.SearchSettings;
import org.jspecify.annotations.Nullable;

/// Games played together: one search, one evaluation per step for all of them. Owned by one thread.
public final class SelfPlayGroup implements AutoCloseable {
  private final Search search;
  private final Evaluator evaluator;
  private final @Nullable CachedEvaluator cache;
  private final GameKeys keys;
  private final EpisodeSink sink;
  private final LeafBatch batch;
  private final GameInProgress[] games;
  private boolean mayResign = true;
  private long leaves;
  private long evaluatorNanos;

  /// Takes ownership of the search.
  ///
  /// @param search of `settings.games()` games
  /// @param seed the run's seed: with the key of a game it fixes all of the game's random numbers
  public SelfPlayGroup(
      Game game,
      Search search,
      SearchSettings searchSettings,
      Evaluator evaluator,
      SelfPlaySettings settings,
      SampleLayout layout,
      long seed,
      GameKeys keys,
      EpisodeSink sink) {
    this.search = search;
    cache =
        settings.evaluationCache() == 0
            ? null
            : new CachedEvaluator(
                evaluator,
                settings.evaluationCache(),
                settings.games(),
                game.planes().bytes(),
                game.actions());
    this.evaluator = cache == null ? evaluator : cache;
    this.keys = keys;
    this.sink = sink;
    batch = new LeafBatch(settings.games(), game.planes().bytes(), game.actions());
    games = new GameInProgress[settings.games()];
    for (int slot = 0; slot < games.length; slot++) {
      games[slot] = new GameInProgress(slot, game, search, searchSettings, settings, layout, seed);
    }
  }

  /// Sets whether games that start from now on may be resigned.
  public void allowResignation(boolean allowed) {
    mayResign = allowed;
  }

  /// Does one batch step: every game whose search is done moves, every game walks to a leaf, all
  /// leaves are evaluated.
  ///
  /// A game carries the version of the evaluator's weights at its start.
  ///
  /// @param generation the lockstep generation of games that start now
  /// @return whether anything is left to play
  public boolean step(long generation) {
    boolean playing = moveAll(generation, evaluator.modelVersion());
    if (playing) {
      batch.clear();
      search.select(batch);
      evaluate();
    }
    return playing;
  }

  private boolean moveAll(long generation, long modelVersion) {
    boolean playing = false;
    for (GameInProgress game : games) {
      if (!game.isIdle() && search.isDone(game.slot())) {
        game.move(sink);
      }
      if (game.isIdle()) {
        long key = keys.next();
        if (key == GameKeys.NONE) {
          continue;
        }
        game.start(generation, key, modelVersion, mayResign);
      }
      playing = true;
    }
    return playing;
  }

  private void evaluate() {
    if (batch.size() > 0) {
      long start = System.nanoTime();
      evaluator.evaluate(batch);
      evaluatorNanos += System.nanoTime() - start;
      leaves += batch.size();
      search.backup(batch);
    }
  }

  /// Forgets remembered evaluations, so that what is played from now on depends on no earlier game.
  public void forgetEvaluations() {
    if (cache != null) {
      cache.forget();
    }
  }

  /// Returns the leaves so far whose evaluations were asked for or remembered.
  public long leaves() {
    return leaves;
  }

  /// Returns the positions that the evaluator was asked for so far: not those that were remembered.
  public long evaluations() {
    return cache == null ? leaves : cache.evaluated();
  }

  /// Returns the time spent in the evaluator so far.
  public long evaluatorNanos() {
    return evaluatorNanos;
  }

  @Override
  public void close() {
    search.close();
    batch.close();
    if (cache != null) {
      cache.close();
    }
  }
}
