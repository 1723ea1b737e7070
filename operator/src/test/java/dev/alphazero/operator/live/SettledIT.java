package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A training that has settled is left alone, whatever happens to the nodes.
final class SettledIT {
  private static final String ACTORS = "actors: {replicas: 1, autoscaling: {mode: \"Off\"}}";

  /// Reconciliations after which nothing more is expected to happen.
  private static final int MANY = 5;

  private static final Map<String, String> T4 =
      Map.of(
          "nvidia.com/gpu.product", "Tesla-T4",
          "nvidia.com/gpu.memory", "15360",
          "nvidia.com/gpu.compute.major", "7",
          "nvidia.com/gpu.compute.minor", "5",
          "nvidia.com/gpu.count", "4");
  private static final Map<String, String> H100 =
      Map.of(
          "nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3",
          "nvidia.com/gpu.memory", "81559",
          "nvidia.com/gpu.compute.major", "9",
          "nvidia.com/gpu.compute.minor", "0",
          "nvidia.com/gpu.count", "4");

  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.client.nodes().delete();
    stage.close();
  }

  @Test
  void nothingIsWrittenWhenTheNodesChange() {
    offer("small", T4);
    try (RunningOperator operator = stage.operator()) {
      stage.apply("shared", "auto", ACTORS + "\ninference: {placement: shared}");
      stage.apply("alone", ACTORS + "\ninference: {placement: actor}");
      stage.awaitState("shared", "Running");
      stage.awaitState("alone", "Running");
      assertThat(stage.children("shared")).containsKey("Deployment/shared-inference");
      assertThat(stage.children("alone")).doesNotContainKey("Deployment/alone-inference");
      assertThat(product("shared")).isEqualTo("Tesla-T4");
      force(operator, "shared");
      force(operator, "alone");

      Map<String, String> children = stage.children();
      Map<String, String> trainings = trainings();
      operator.wire().forget();
      force(operator, "shared");
      force(operator, "alone");
      assertThat(operator.wire().writes()).isEmpty();
      assertThat(stage.children()).isEqualTo(children);
      assertThat(trainings()).isEqualTo(trainings);

      offer("large", H100);
      stage.await(
          "a better profile",
          () -> stage.condition("shared", "BetterProfileAvailable").startsWith("TRUE"));
      cordon("small");
      force(operator, "shared");
      force(operator, "alone");
      assertThat(stage.children()).isEqualTo(children);
      assertThat(product("shared")).isEqualTo("Tesla-T4");
      assertThat(stage.condition("alone", "BetterProfileAvailable")).isEmpty();
    }
  }

  /// Changes a node's labels, so often that nothing can be left to do.
  private void force(RunningOperator operator, String training) {
    operator.reconciliations().force(training, MANY, time -> label("small", "time-" + time));
  }

  private void label(String node, String family) {
    stage
        .client
        .nodes()
        .withName(node)
        .edit(
            it ->
                new NodeBuilder(it)
                    .editMetadata()
                    .addToLabels("nvidia.com/gpu.family", family)
                    .endMetadata()
                    .build());
  }

  private void cordon(String node) {
    stage
        .client
        .nodes()
        .withName(node)
        .edit(it -> new NodeBuilder(it).editSpec().withUnschedulable(true).endSpec().build());
  }

  private @Nullable String product(String training) {
    return Objects.requireNonNull(stage.status(training).profile()).product();
  }

  private Map<String, String> trainings() {
    Map<String, String> versions = new HashMap<>();
    for (String name : List.of("shared", "alone")) {
      versions.put(
          name, Objects.requireNonNull(stage.training(name)).getMetadata().getResourceVersion());
    }
    return versions;
  }

  /// Plays the kubelet and NVIDIA's device plugin of a node.
  private void offer(String name, Map<String, String> labels) {
    Node node =
        stage
            .client
            .resource(
                new NodeBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withLabels(labels)
                    .endMetadata()
                    .build())
            .create();
    node.setStatus(
        new NodeStatusBuilder()
            .withAllocatable(Map.of("nvidia.com/gpu", Quantity.parse("4")))
            .withConditions(
                new NodeConditionBuilder()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("KubeletReady")
                    .withMessage("ready")
                    .build())
            .build());
    stage.client.resource(node).updateStatus();
    stage
        .client
        .nodes()
        .withName(name)
        .edit(it -> new NodeBuilder(it).editSpec().withTaints().endSpec().build());
  }
}
