package dev.alphazero.worker.plan;

import dev.alphazero.crd.SearchAlgorithm;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.learner.EmaSchedule;
import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.LearningRate;
import dev.alphazero.worker.learner.ReusePacing;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.replay.WindowSize;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import dev.alphazero.worker.selfplay.Openings;
import dev.alphazero.worker.selfplay.PlayoutCap;
import dev.alphazero.worker.selfplay.Resignation;
import dev.alphazero.worker.selfplay.SelfPlaySettings;
import dev.alphazero.worker.selfplay.Temperature;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Converts resolved settings to the types of the packages that use them.
public final class TrainingPlans {
  private TrainingPlans() {}

  /// Returns the plan of a local training.
  ///
  /// @param threads worker threads
  /// @throws InputException if the search backend that is asked for is not there
  public static TrainingPlan of(
      String name, Settings settings, int threads, boolean deterministic) {
    SelfPlayPlan playing =
        selfPlay(
            settings.game(),
            settings.network(),
            settings.search(),
            settings.selfPlay(),
            settings.selfPlay().gamesPerActor(),
            settings.seed());
    Settings.Learner learner = settings.learner();
    return new TrainingPlan(
        name,
        playing.game(),
        playing.network(),
        playing.layout(),
        playing.backend(),
        playing.search(),
        playing.selfPlay(),
        new Learner.Settings(
            settings.seed(),
            new ReusePacing(learner.replay().reuse(), learner.batchSize()),
            learningRate(learner.optimizer()),
            new EmaSchedule(learner.emaHalfLife())),
        OptimizerSettings.of(learner.optimizer().weightDecay(), learner.optimizer().clipNorm()),
        new WindowSize(
            learner.replay().windowSamples(),
            (int) Math.min(learner.replay().maxSamples(), Integer.MAX_VALUE)),
        threads,
        Math.max(1, Math.round(learner.publishEvery() / learner.replay().reuse())),
        evaluation(settings.evaluation()),
        completion(settings.completion()),
        settings.checkpoints().every(),
        settings.checkpoints().keep(),
        settings.seed(),
        deterministic);
  }

  /// Returns how games are played.
  ///
  /// @param games of one group
  /// @throws InputException if the search backend that is asked for is not there
  public static SelfPlayPlan selfPlay(
      Settings.Game gameSettings,
      Settings.Network network,
      Settings.Search search,
      Settings.SelfPlay selfPlay,
      int games,
      long seed) {
    Game game = game(gameSettings);
    return new SelfPlayPlan(
        game,
        network(network, game),
        new SampleLayout(game.planes(), game.actions()),
        backend(search, game).backend(),
        search(search),
        selfPlay(search, selfPlay, games),
        seed);
  }

  public static Game game(Settings.Game game) {
    return Games.byName(game.name().text(), game.options());
  }

  /// Returns the search backend of the settings for a game, and why.
  ///
  /// @throws InputException if it is not there
  public static SearchBackend.Choice backend(Settings.Search search, Game game) {
    try {
      return SearchBackend.choose(search.backend().name().toLowerCase(Locale.ROOT), game);
    } catch (IllegalStateException e) {
      throw new InputException("spec.search.backend: " + e.getMessage());
    }
  }

  public static NetworkSpec network(Settings.Network network, Game game) {
    PlaneLayout planes = game.planes();
    return new NetworkSpec(
        planes.planes().size(),
        planes.height(),
        planes.width(),
        game.actions(),
        network.blocks(),
        network.channels());
  }

  public static SearchSettings search(Settings.Search search) {
    return SearchSettings.defaults(isGumbel(search) ? Algorithm.GUMBEL : Algorithm.PUCT)
        .withCPuct((float) search.cPuct(), (float) search.cPuctBase())
        .withFpuReduction((float) search.fpuReduction())
        .withRootNoise((float) search.rootNoise().fraction(), (float) search.forcedPlayouts())
        .withConsideredActions(search.consideredActions());
  }

  private static boolean isGumbel(Settings.Search search) {
    return search.algorithm() == SearchAlgorithm.GUMBEL;
  }

  private static SelfPlaySettings selfPlay(
      Settings.Search search, Settings.SelfPlay selfPlay, int games) {
    return new SelfPlaySettings(
        games,
        selfPlay.evaluationCache(),
        search.simulations(),
        isGumbel(search),
        (float) search.rootNoise().alphaScale(),
        selfPlay.maxPlies(),
        new Temperature(
            (float) selfPlay.temperature().initial(),
            (float) selfPlay.temperature().finalValue(),
            selfPlay.temperature().plies()),
        new Openings((float) selfPlay.openings().share(), selfPlay.openings().maxPlies()),
        new PlayoutCap(
            (float) selfPlay.playoutCap().fullShare(), selfPlay.playoutCap().simulations()),
        resignation(selfPlay.resignation()));
  }

  /// A threshold of -1 is never: no value is below it.
  private static Resignation resignation(Settings.Resignation resignation) {
    return resignation.threshold() <= -1
        ? Resignation.OFF
        : new Resignation((float) resignation.threshold(), (float) resignation.playOnShare());
  }

  private static LearningRate learningRate(Settings.Optimizer optimizer) {
    return optimizer.decaySamples() == 0
        ? LearningRate.constant(optimizer.learningRate(), optimizer.warmupSamples())
        : new LearningRate(
            optimizer.learningRate(),
            optimizer.warmupSamples(),
            optimizer.decaySamples(),
            optimizer.finalLearningRateShare());
  }

  public static EvaluationPlan evaluation(Settings.Evaluation evaluation) {
    return new EvaluationPlan(
        evaluation.every(),
        evaluation.positions(),
        evaluation.simulations(),
        evaluation.games(),
        evaluation.opponents());
  }

  /// Returns when a training is complete.
  public static Completion completion(Settings.Completion completion) {
    Duration deadline = completion.activeDeadline();
    @Nullable Double errorRate =
        completion.errorRate().isPresent() ? completion.errorRate().getAsDouble() : null;
    return new Completion(
        completion.trainingSteps(),
        completion.games(),
        completion.samples(),
        deadline.isZero() ? null : deadline,
        errorRate);
  }
}
