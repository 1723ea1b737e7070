package dev.alphazero.operator.autoscale;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.ActorsSpec;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AutoscalingMode;
import dev.alphazero.crd.read.TrainingReader;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files that hand the number of actors to another autoscaler.
final class AutoscalingExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "autoscaling");

  @ParameterizedTest
  @CsvSource({"hpa.yaml, minReplicas, maxReplicas", "keda.yaml, minReplicaCount, maxReplicaCount"})
  void theTrainingLeavesItsCountToTheScalerBesideIt(String file, String min, String max)
      throws IOException {
    String[] documents = Files.readString(EXAMPLES.resolve(file)).split("\n---\n", -1);
    assertThat(documents).hasSize(2);
    ActorsSpec actors =
        requireNonNull(TrainingReader.read(file, documents[0], List.of()).spec().actors());
    ActorsSpec.Autoscaling autoscaling = requireNonNull(actors.autoscaling());
    assertThat(autoscaling.mode()).isEqualTo(AutoscalingMode.DISABLED);
    assertThat(actors.replicas()).isNotNull();

    GenericKubernetesResource training =
        Serialization.unmarshal(documents[0], GenericKubernetesResource.class);
    GenericKubernetesResource scaler =
        Serialization.unmarshal(documents[1], GenericKubernetesResource.class);
    Map<String, Object> target = scaler.get("spec", "scaleTargetRef");
    assertThat(target)
        .containsOnly(
            Map.entry("apiVersion", AlphaZeroTraining.GROUP + "/" + AlphaZeroTraining.VERSION),
            Map.entry("kind", "AlphaZeroTraining"),
            Map.entry("name", training.getMetadata().getName()));
    assertThat(scaler.<Integer>get("spec", min)).isEqualTo(autoscaling.min());
    assertThat(scaler.<Integer>get("spec", max)).isEqualTo(autoscaling.max());
    assertThat(documents[1]).contains(DemandRatio.METRIC);
  }
}
