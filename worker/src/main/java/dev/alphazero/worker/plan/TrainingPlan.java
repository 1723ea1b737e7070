package dev.alphazero.worker.plan;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.ReusePacing;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.replay.WindowSize;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.selfplay.SelfPlaySettings;
import java.time.Duration;

/// A training's settings as the packages that use them take them.
///
/// @param name of the training
/// @param threads worker threads: groups of games, and cores of a training step
/// @param newSamplesPerRound samples of self-play between two published versions
/// @param deterministic whether the run repeats bit for bit: lockstep generations, triggers by
///   count
public record TrainingPlan(
    String name,
    Game game,
    NetworkSpec network,
    SampleLayout layout,
    SearchBackend backend,
    SearchSettings search,
    SelfPlaySettings selfPlay,
    Learner.Settings learner,
    OptimizerSettings optimizer,
    WindowSize window,
    int threads,
    long newSamplesPerRound,
    EvaluationPlan evaluation,
    Completion completion,
    Duration checkpointEvery,
    int checkpointsKept,
    long seed,
    boolean deterministic) {
  /// Returns the games of a lockstep generation: one in each place of each thread.
  public int gamesPerGeneration() {
    return threads * selfPlay.games();
  }

  /// Returns how its games are played.
  public SelfPlayPlan playing() {
    return new SelfPlayPlan(game, network, layout, backend, search, selfPlay, seed);
  }

  /// Returns the training steps between two published versions.
  public int stepsPerRound() {
    ReusePacing pacing = learner.pacing();
    return (int)
        Math.clamp(newSamplesPerRound * pacing.reuse() / pacing.batch(), 1, Integer.MAX_VALUE);
  }
}
