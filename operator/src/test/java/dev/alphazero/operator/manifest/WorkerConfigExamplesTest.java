package dev.alphazero.operator.manifest;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.freeze.Snapshots;
import dev.alphazero.operator.resolve.Snapshot;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract with the worker: what the operator writes, and the worker reads.
final class WorkerConfigExamplesTest {
  @ParameterizedTest
  @CsvSource({
    "actor.yaml, ACTOR, gpus",
    "inference.yaml, INFERENCE, gpus",
    "learner.yaml, LEARNER, gpus",
    "learner-with-inference.yaml, LEARNER, one-gpu",
    "actor-local-inference.yaml, ACTOR, cpus"
  })
  void isRenderedAsTheExample(String file, Role role, String cluster) {
    AlphaZeroTraining training = Trainings.minimal();
    Snapshot snapshot =
        switch (cluster) {
          case "gpus" -> Snapshots.onGpus(training);
          case "one-gpu" -> Snapshots.onOneGpu(training);
          default -> Snapshots.onCpus(training);
        };
    Golden.assertMatches(
        Path.of("..", "examples", "worker-config", file),
        new RoleRenderer("unused", "unused")
            .workerYaml(
                role, Objects.requireNonNull(Inputs.of(training, snapshot).get(role)), snapshot));
  }

  @Test
  void limitsAreRenderedAsTheExample() {
    AlphaZeroTraining training =
        Trainings.with("completion.games=1000000", "completion.activeDeadline=6h");
    Desired desired = Examples.desired(training, Snapshots.onGpus(training));
    Golden.assertMatches(
        Path.of("..", "examples", "worker-config", "limits.yaml"),
        Objects.requireNonNull(
            SharedManifests.configMap(desired, Role.LEARNER, desired.frozen().role(Role.LEARNER))
                .getData()
                .get("limits.yaml")));
  }
}
