package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.live.Wire.Request;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The API server goes away, or the way to it.
final class OutageIT {
  private static final Path PROGRESS = Path.of("..", "examples", "progress");
  private static final String TWO = "actors: {replicas: 2, autoscaling: {mode: \"Off\"}}";
  private static final String THREE = "actors: {replicas: 3, autoscaling: {mode: \"Off\"}}";

  @Test
  void theOperatorGoesOnWhenTheServerComesBack() throws IOException {
    try (Stage stage = new Stage();
        RunningOperator operator = stage.operator()) {
      stage.apply("away", TWO);
      stage.awaitState("away", "Running");

      stage.server.stop();
      try {
        stage.roles.tell(Files.readString(PROGRESS.resolve("learner-complete.json")));
        operator.wire().forget();
        stage.await("writes in vain", () -> operator.wire().writes().size() > 1);
      } finally {
        stage.server.start();
      }
      stage.awaitState("away", "Complete");

      stage.apply("away", TWO + "\ncompletion: {games: 7}");
      stage.await("it is complete no more", () -> actors(stage, "away") == 2);
    }
  }

  @Test
  void aWatchThatIsCutIsEstablishedAgain() throws IOException {
    try (Stage stage = new Stage();
        CuttableProxy way = new CuttableProxy(apiPort(stage));
        RunningOperator operator =
            RunningOperator.start(through(way, stage), stage.namespace, stage.roles, new Wire())) {
      stage.apply("cut", TWO);
      stage.awaitState("cut", "Running");
      assertThat(operator.wire().requests()).anyMatch(Request::watch);

      way.cut();
      operator.wire().forget();
      stage.apply("cut", THREE);
      stage.await("connections in vain", () -> way.refused() > 1);
      assertThat(actors(stage, "cut")).isEqualTo(2);
      way.mend();
      stage.await("the change is seen", () -> actors(stage, "cut") == 3);
      stage.await("its status", () -> Objects.equals(stage.status("cut").observedGeneration(), 2L));
      assertThat(operator.wire().requests()).anyMatch(Request::watch);
    }
  }

  private static int actors(Stage stage, String name) {
    Deployment actors =
        stage
            .client
            .apps()
            .deployments()
            .inNamespace(stage.namespace)
            .withName(name + "-actor")
            .get();
    return actors.getSpec().getReplicas();
  }

  private static int apiPort(Stage stage) {
    return URI.create(stage.server.config().getMasterUrl()).getPort();
  }

  private static Config through(CuttableProxy way, Stage stage) {
    return new ConfigBuilder(stage.server.config())
        .withMasterUrl("https://127.0.0.1:" + way.port())
        .build();
  }
}
