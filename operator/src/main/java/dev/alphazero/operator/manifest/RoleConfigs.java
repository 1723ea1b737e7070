package dev.alphazero.operator.manifest;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.SearchAlgorithm;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.ActorConfig;
import dev.alphazero.crd.role.InferenceConfig;
import dev.alphazero.crd.role.LearnerConfig;
import dev.alphazero.crd.role.Role;
import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.crd.role.RoleConfig.Endpoint;
import dev.alphazero.crd.role.RoleConfig.Endpoints;
import dev.alphazero.crd.role.RoleConfig.Inference;
import dev.alphazero.crd.role.RoleConfig.Listen;
import dev.alphazero.crd.role.RoleConfig.Training;
import dev.alphazero.operator.freeze.CanonicalQuantities;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.freeze.RoleInputs;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.resolve.Snapshot;

/// The configuration of each role. What it reads of the settings is what `Inputs` hashes for that
/// role, and nothing else.
public final class RoleConfigs {
  private static final Listen LISTEN = new Listen(Wiring.GRPC, Wiring.HTTP);

  private RoleConfigs() {}

  /// Returns what a role runs with.
  public static RoleConfig of(Role role, RoleInputs inputs, Snapshot snapshot) {
    return switch (role) {
      case ACTOR -> actor(inputs, snapshot);
      case INFERENCE -> inference(inputs, snapshot);
      case LEARNER -> learner(inputs, snapshot);
    };
  }

  private static ActorConfig actor(RoleInputs inputs, Snapshot snapshot) {
    Settings settings = snapshot.settings();
    boolean own = snapshot.placement() == Placement.ACTOR;
    return new ActorConfig(
        training(inputs),
        settings.game(),
        settings.network(),
        settings.seed(),
        threads(inputs),
        Device.CPU,
        snapshot.placement(),
        own ? settings.inference().precision() : null,
        settings.search(),
        selfPlay(snapshot),
        new Endpoints(
            endpoint(inputs, Role.LEARNER), own ? null : endpoint(inputs, Role.INFERENCE)),
        Wiring.HTTP,
        Wiring.TLS);
  }

  /// A training that began when Gumbel ignored the temperature is not to heed it after an edit.
  private static Settings.SelfPlay selfPlay(Snapshot snapshot) {
    Settings settings = snapshot.settings();
    return settings.search().algorithm() == SearchAlgorithm.PUCT
            || snapshot.basis().drawsGumbelMoves()
        ? settings.selfPlay()
        : settings.selfPlay().withoutTemperature();
  }

  private static InferenceConfig inference(RoleInputs inputs, Snapshot snapshot) {
    Settings settings = snapshot.settings();
    return new InferenceConfig(
        training(inputs),
        settings.game(),
        settings.network(),
        threads(inputs),
        inference(snapshot),
        new Endpoints(endpoint(inputs, Role.LEARNER), null),
        LISTEN,
        Wiring.TLS);
  }

  private static LearnerConfig learner(RoleInputs inputs, Snapshot snapshot) {
    Settings settings = snapshot.settings();
    Settings.Search search = settings.search();
    return new LearnerConfig(
        training(inputs),
        settings.game(),
        settings.network(),
        settings.seed(),
        threads(inputs),
        settings.learner().on(Inputs.device(Role.LEARNER, snapshot)),
        settings.checkpoints(),
        settings.evaluation(),
        settings.completion(),
        new LearnerConfig.Search(
            search.algorithm(),
            search.cPuct(),
            search.cPuctBase(),
            search.fpuReduction(),
            search.consideredActions()),
        new LearnerConfig.SelfPlay(settings.selfPlay().maxPlies()),
        inputs.withInference() ? inference(snapshot) : null,
        LISTEN,
        Wiring.TLS,
        Wiring.DATA);
  }

  private static Inference inference(Snapshot snapshot) {
    Settings.Inference inference = snapshot.settings().inference();
    return new Inference(
        inference.batchSize(),
        inference.batchTimeout(),
        inference.minBatchFill(),
        inference.batchPolicy(),
        inference.precision(),
        Inputs.device(Role.INFERENCE, snapshot));
  }

  private static Training training(RoleInputs inputs) {
    RoleInputs.Training training = inputs.training();
    return new Training(training.name(), training.namespace(), training.uid());
  }

  /// The service's short name: it resolves at the first try, and roles are in one namespace.
  private static Endpoint endpoint(RoleInputs inputs, Role role) {
    return new Endpoint(Children.name(inputs.training().name(), role), Wiring.GRPC);
  }

  private static int threads(RoleInputs inputs) {
    return Math.max(1, CanonicalQuantities.roundedUp(inputs.resources().cpu()));
  }
}
