package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The life of a training: created, running, suspended, resumed, complete, deleted.
final class LifeIT {
  private static final Path PROGRESS = Path.of("..", "examples", "progress");

  @Test
  void aTrainingRunsIsSuspendedResumedAndCompletes() throws IOException {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.roles.tell(Files.readString(PROGRESS.resolve("learner-running.json")));
      stage.apply("c4", "");
      stage.awaitState("c4", "Running");
      assertThat(stage.children().keySet())
          .contains(
              "StatefulSet/c4-learner",
              "Deployment/c4-actor",
              "Service/c4-learner",
              "PersistentVolumeClaim/c4-data",
              "NetworkPolicy/c4",
              "Secret/c4-ca",
              "Secret/c4-tls");
      stage.await("progress", () -> stage.status("c4").progress() != null);
      assertThat(stage.condition("c4", "Ready")).isEqualTo("TRUE/Training");

      stage.apply("c4", "suspend: true");
      stage.awaitState("c4", "Suspended");
      assertThat(stage.client.pods().inNamespace(stage.namespace).list().getItems()).isEmpty();

      stage.apply("c4", "suspend: false");
      stage.awaitState("c4", "Running");

      stage.roles.tell(Files.readString(PROGRESS.resolve("learner-complete.json")));
      stage.awaitState("c4", "Complete");
      stage.await(
          "no pods",
          () -> stage.client.pods().inNamespace(stage.namespace).list().getItems().isEmpty());
      assertThat(stage.condition("c4", "Complete")).startsWith("TRUE");

      stage.kubectl("", "delete", "azt", "c4", "--wait=false");
      stage.await("only the volume is left", () -> stage.children().size() == 1);
      assertThat(stage.children()).containsOnlyKeys("PersistentVolumeClaim/c4-data");
    }
  }
}
