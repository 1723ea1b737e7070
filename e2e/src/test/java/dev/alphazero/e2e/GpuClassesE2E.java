package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Profile;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Nodes that say what real ones with such GPUs say; pods on them count as running, nothing
/// executes. Needs `e2e/cluster`.
@Tag("local-cluster")
final class GpuClassesE2E {
  @RegisterExtension final Cluster cluster = new Cluster();

  @BeforeEach
  void nodeWithoutGpu() {
    removeNodes();
    node("plain-1", "none");
    volumes();
  }

  @AfterEach
  void removeNodes() {
    cluster.client().nodes().withLabel("type", "kwok").delete();
    cluster.client().persistentVolumes().withLabel("e2e", "anywhere").delete();
  }

  @Test
  void eachClassOfGpuGetsItsProfileAndItsNodes() {
    assertPlaced(start("without"), "cpu", "plain-1", "plain-1");

    node("laptop-1", "NVIDIA-GeForce-RTX-4060-Laptop-GPU", "8188", "2", "8.9");
    assertPlaced(start("laptop"), "low", "laptop-1", "plain-1");

    node("t4-1", "Tesla-T4", "15360", "2", "7.5");
    assertPlaced(start("server"), "mid", "t4-1", "plain-1");

    node("a100-1", "NVIDIA-A100-SXM4-80GB", "81920", "8", "8.0");
    AlphaZeroTraining best = start("best");
    assertPlaced(best, "high", "a100-1", "plain-1");
    assertThat(profile(best).product()).isEqualTo("NVIDIA-A100-SXM4-80GB");
    assertThat(profile(best).evidence()).contains("nvidia.com/gpu.memory=81920");

    cluster.awaitCondition("without", "BetterProfileAvailable=True/GpuFound");
    assertThat(profile(cluster.training("without").require()).name())
        .as("what runs keeps its profile")
        .isEqualTo("cpu");
  }

  /// Applies a training with profile auto; all its pods may run on fake nodes.
  private AlphaZeroTraining start(String name) {
    TrainingFile file =
        TrainingFile.of("connect-four.yaml")
            .named(name)
            .with("profile", "auto")
            .with("inference.placement", "shared")
            .with("inference.replicas", 1)
            .with("actors.replicas", 2)
            .with("actors.autoscaling.mode", "Disabled")
            .with("checkpoints.storage.storageClassName", "anywhere");
    for (String role : new String[] {"actor", "inference", "learner"}) {
      file.with("pods." + role + ".nodeSelector", Map.of("type", "kwok"))
          .with(
              "pods." + role + ".tolerations",
              List.of(Map.of("key", "kwok.x-k8s.io/node", "operator", "Exists")));
    }
    return cluster.applyAndSettle(file);
  }

  private void assertPlaced(
      AlphaZeroTraining training, String profile, String gpuNode, String actorNode) {
    String name = training.getMetadata().getName();
    assertThat(profile(training).name()).as(profile(training).reason()).isEqualTo(profile);
    boolean gpu = !profile.equals("cpu");
    for (String role : new String[] {"inference", "learner"}) {
      Pod pod = cluster.awaitPods(name, role, 1, Cluster::isScheduled).getFirst();
      assertThat(pod.getSpec().getNodeName()).as(role).isEqualTo(gpuNode);
      assertThat(
              pod.getSpec()
                  .getContainers()
                  .getFirst()
                  .getResources()
                  .getLimits()
                  .containsKey("nvidia.com/gpu"))
          .as(role)
          .isEqualTo(gpu);
    }
    assertThat(cluster.awaitPods(name, "actor", 2, Cluster::isScheduled))
        .allMatch(pod -> pod.getSpec().getNodeName().equals(actorNode));
  }

  private static Profile profile(AlphaZeroTraining training) {
    return Objects.requireNonNull(training.getStatus().profile());
  }

  private void node(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "e2e/cluster/gpu-node";
    System.arraycopy(words, 0, command, 1, words.length);
    Command.run(command);
    Cluster.await(
        cluster.client().nodes().withName(words[0]), Cluster.PATIENCE, GpuClassesE2E::isReady);
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  /// Volumes that belong to no node; nothing mounts them.
  private void volumes() {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: anywhere}
            provisioner: kubernetes.io/no-provisioner
            """);
    for (int i = 0; i < 4; i++) {
      yaml.append(
          """
          ---
          apiVersion: v1
          kind: PersistentVolume
          metadata: {name: anywhere-%d, labels: {e2e: anywhere}}
          spec:
            capacity: {storage: 100Gi}
            accessModes: [ReadWriteOnce]
            storageClassName: anywhere
            nfs: {server: nowhere.invalid, path: /}
          """
              .formatted(i));
    }
    assertThat(Command.attempt(yaml.toString(), List.of("kubectl", "apply", "-f", "-")).exit())
        .isZero();
  }
}
