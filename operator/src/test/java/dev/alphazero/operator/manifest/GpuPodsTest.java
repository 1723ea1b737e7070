package dev.alphazero.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.NodeReader;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Resolve;
import dev.alphazero.operator.resolve.Snapshot;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From a node as NVIDIA's GPU feature discovery and device plugin describe it (`nodes/WAY.yaml`)
/// to what the pods of inference and learner ask of it (`golden/gpu/WAY.yaml`), for each way to
/// share a GPU.
final class GpuPodsTest {
  private static final Path NODES = Path.of("src", "test", "resources", "nodes");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          whole-gpu   | pods.inference.runtimeClassName=nvidia;pods.learner.runtimeClassName=nvidia
          time-sliced | gpuSharing=auto
          mps         | gpuSharing=shared
          mig-mixed   | pods.inference.gpuResourceName=nvidia.com/mig-3g.20gb;pods.learner.gpuResourceName=nvidia.com/mig-3g.20gb
          """)
  void podsAskForTheirShareOfTheNode(String way, String assignments) throws IOException {
    AlphaZeroTraining training = Trainings.with(assignments.split(";", -1));
    Snapshot snapshot = resolved(training, way);
    StringBuilder text = new StringBuilder(choice(snapshot));
    Examples.desired(training, snapshot).frozen().roles().entrySet().stream()
        .filter(each -> each.getKey() != Role.ACTOR)
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> text.append(pods(each.getKey(), each.getValue())));
    Golden.assertMatches("gpu/" + way + ".yaml", text.toString());
  }

  private static Snapshot resolved(AlphaZeroTraining training, String way) throws IOException {
    Node node = Serialization.unmarshal(Files.readString(NODES.resolve(way + ".yaml")), Node.class);
    Cluster cluster = new Cluster.Nodes(List.of(NodeReader.of(node)));
    Resolution resolution =
        Resolve.of(
            training,
            null,
            null,
            cluster,
            Profiles.builtIn(),
            Instant.parse(Trainings.CREATED).plusSeconds(600));
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    Resolution.Resolved resolved = (Resolution.Resolved) resolution;
    assertThat(resolved.warnings()).isEmpty();
    return resolved.snapshot();
  }

  private static String choice(Snapshot snapshot) {
    return """
    # %s
    # evidence: %s
    # placement %s, GPU %s
    """
        .formatted(
            snapshot.reason(), snapshot.evidence(), snapshot.placement(), snapshot.sharing());
  }

  /// What of a role's pods has to do with GPUs.
  private static String pods(Role role, FrozenRole frozen) {
    PodSpec all = frozen.template().getSpec();
    Container container = all.getContainers().getFirst();
    PodSpec part =
        new PodSpecBuilder()
            .withRuntimeClassName(all.getRuntimeClassName())
            .withTolerations(
                all.getTolerations().stream()
                    .filter(toleration -> toleration.getKey().startsWith("nvidia.com/"))
                    .toList())
            .withAffinity(all.getAffinity())
            .withContainers(
                new ContainerBuilder()
                    .withName(role.text())
                    .withImage(container.getImage())
                    .withArgs(container.getArgs())
                    .withEnv(
                        container.getEnv().stream()
                            .filter(variable -> variable.getName().startsWith("NVIDIA_"))
                            .toList())
                    .withResources(container.getResources())
                    .build())
            .build();
    return Serialization.asYaml(part);
  }
}
