package dev.alphazero.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Examples for controllers that are not ours: what they say of trainings is right.
final class GitOpsTest {
  private static final Path EXAMPLES = Release.ROOT.resolve("examples");

  @Test
  void fluxLooksAtTrainings() throws IOException {
    JsonNode check = yaml("gitops/flux/trainings.yaml").at("/spec/healthCheckExprs/0");

    assertThat(check.path("apiVersion").asText())
        .isEqualTo(HasMetadata.getApiVersion(AlphaZeroTraining.class));
    assertThat(check.path("kind").asText()).isEqualTo(HasMetadata.getKind(AlphaZeroTraining.class));
    assertThat(List.of("inProgress", "failed", "current"))
        .allSatisfy(
            expression ->
                assertThat(check.path(expression).asText()).contains("status.conditions"));
  }

  @Test
  void argoCdLeavesAloneWhatTheActionsSet() throws IOException {
    JsonNode application = yaml("gitops/argocd/application.yaml");

    JsonNode ignored = application.at("/spec/ignoreDifferences/0");
    assertThat(ignored.path("group").asText()).isEqualTo(AlphaZeroTraining.GROUP);
    assertThat(ignored.path("kind").asText())
        .isEqualTo(HasMetadata.getKind(AlphaZeroTraining.class));
    assertThat(ignored.at("/jsonPointers/0").asText()).isEqualTo("/spec/suspend");
    assertThat(application.at("/spec/syncPolicy/syncOptions"))
        .extracting(JsonNode::asText)
        .contains("RespectIgnoreDifferences=true");
  }

  @Test
  void theQueueOfTheTrainingExists() throws IOException {
    List<HasMetadata> queues =
        Release.resourcesIn(Files.readString(EXAMPLES.resolve("kueue/queue.yaml")));
    JsonNode training = yaml("kueue/training.yaml");

    assertThat(queues)
        .filteredOn(queue -> queue.getKind().equals("LocalQueue"))
        .singleElement()
        .satisfies(
            queue -> {
              assertThat(queue.getMetadata().getName())
                  .isEqualTo(
                      training
                          .path("metadata")
                          .path("labels")
                          .path("kueue.x-k8s.io/queue-name")
                          .asText());
              assertThat(queue.getMetadata().getNamespace())
                  .isEqualTo(training.at("/metadata/namespace").asText());
            });
  }

  private static JsonNode yaml(String file) throws IOException {
    return Serialization.unmarshal(Files.readString(EXAMPLES.resolve(file)), JsonNode.class);
  }
}
