package dev.alphazero.worker.pod;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameSpec;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.LearnerConfig;
import dev.alphazero.crd.role.RoleConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A learner's configuration as the settings of a run, so that its volume holds a run like any
/// other. What only actors and pods need is not in its configuration: there the game's defaults
/// stand.
final class LearnerSettings {
  private static final Hardware NO_HARDWARE = new Hardware(1, 1, List.of());

  private LearnerSettings() {}

  /// @param completion limits that hold now, which may be others than those of the configuration
  static Settings of(LearnerConfig config, Settings.Completion completion) {
    Settings defaults = defaults(config.game());
    return new Settings(
        config.game(),
        defaults.profile(),
        config.seed(),
        config.network(),
        search(config.search(), defaults.search()),
        selfPlay(config.selfPlay(), defaults.selfPlay()),
        inference(config.inference(), defaults.inference()),
        defaults.actors(),
        config.learner(),
        config.checkpoints(),
        config.evaluation(),
        completion,
        defaults.gpuSharing(),
        defaults.pods());
  }

  private static Settings defaults(Settings.Game game) {
    AlphaZeroTrainingSpec spec =
        AlphaZeroTrainingSpec.ofGame(new GameSpec(game.name(), game.options()));
    return Resolver.resolve(spec, NO_HARDWARE, Profiles.builtIn()).settings();
  }

  private static Settings.Search search(LearnerConfig.Search search, Settings.Search defaults) {
    return new Settings.Search(
        search.algorithm(),
        defaults.simulations(),
        defaults.backend(),
        search.cPuct(),
        search.cPuctBase(),
        search.fpuReduction(),
        search.consideredActions(),
        defaults.rootNoise(),
        defaults.forcedPlayouts());
  }

  private static Settings.SelfPlay selfPlay(
      LearnerConfig.SelfPlay selfPlay, Settings.SelfPlay defaults) {
    return new Settings.SelfPlay(
        defaults.gamesPerActor(),
        defaults.evaluationCache(),
        selfPlay.maxPlies(),
        defaults.temperature(),
        defaults.openings(),
        defaults.playoutCap(),
        defaults.resignation());
  }

  private static Settings.Inference inference(
      RoleConfig.@Nullable Inference inference, Settings.Inference defaults) {
    return inference == null
        ? defaults
        : new Settings.Inference(
            Placement.SHARED,
            1,
            inference.batchSize(),
            inference.batchTimeout(),
            inference.minBatchFill(),
            inference.batchPolicy(),
            inference.precision(),
            inference.device());
  }
}
