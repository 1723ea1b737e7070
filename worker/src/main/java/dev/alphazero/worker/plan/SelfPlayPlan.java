package dev.alphazero.worker.plan;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.search.Searches;
import dev.alphazero.worker.selfplay.EpisodeSink;
import dev.alphazero.worker.selfplay.GameKeys;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import dev.alphazero.worker.selfplay.SelfPlaySettings;

/// How a training's games are played, as the packages that play them take it.
///
/// @param selfPlay its `games` are those of one group
/// @param seed of the run
public record SelfPlayPlan(
    Game game,
    NetworkSpec network,
    SampleLayout layout,
    SearchBackend backend,
    SearchSettings search,
    SelfPlaySettings selfPlay,
    long seed) {
  /// Returns a new group of games; the calling thread owns it.
  public SelfPlayGroup newGroup(Evaluator evaluator, GameKeys keys, EpisodeSink sink) {
    return new SelfPlayGroup(
        game,
        Searches.create(backend, game, search, selfPlay.games(), selfPlay.maxSimulations()),
        search,
        evaluator,
        selfPlay,
        layout,
        seed,
        keys,
        sink);
  }
}
