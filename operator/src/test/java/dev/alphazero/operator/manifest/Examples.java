package dev.alphazero.operator.manifest;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Freezer;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.tls.Identity;
import dev.alphazero.operator.tls.MountedSecret;
import dev.alphazero.operator.tls.TrainingCertificates;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Inputs of manifests for tests.
final class Examples {
  static final OperatorConfig OPERATOR =
      new OperatorConfig(
          "alphazero-system",
          "registry.example/alphazero-worker:1",
          "registry.example/alphazero-worker:1-cuda",
          true,
          Map.of("release", "prometheus"),
          Map.of("kubernetes.io/metadata.name", "monitoring"));

  /// Texts that are no certificates: manifests do not look into them.
  static final TrainingCertificates CERTIFICATES =
      new TrainingCertificates(
          new Identity("authority's certificate", "authority's key"),
          new MountedSecret(
              Map.of(
                  Role.ACTOR, new Identity("actor's certificate", "actor's key"),
                  Role.INFERENCE, new Identity("inference's certificate", "inference's key"),
                  Role.LEARNER, new Identity("learner's certificate", "learner's key")),
              "authority's certificate",
              null));

  private Examples() {}

  static Desired desired(AlphaZeroTraining training, Snapshot snapshot) {
    return desired(training, snapshot, Phase.RUNNING, null);
  }

  static Desired desired(
      AlphaZeroTraining training, Snapshot snapshot, Phase phase, @Nullable ClaimFacts claim) {
    Frozen frozen =
        Freezer.next(
            null,
            snapshot,
            Inputs.of(training, snapshot),
            true,
            new RoleRenderer(OPERATOR.workerImage(), OPERATOR.cudaImage()));
    boolean inference = frozen.roles().containsKey(Role.INFERENCE);
    RunPlan plan =
        new RunPlan(
            phase, 12, inference ? 2 : 0, 1, "Running", "", null, new Restarts(0, 0, null, null));
    return new Desired(training, frozen, plan, CERTIFICATES, claim, LimitsWay.FILE, OPERATOR);
  }
}
