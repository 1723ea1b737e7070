package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.e2e.probe.Reach;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who reaches the roles' ports. Needs a network that enforces NetworkPolicy.
@Tag("network-policy")
final class NetworkPolicyE2E {
  private static final int GRPC = 9443;
  private static final int HTTP = 8080;

  @RegisterExtension final Cluster cluster = new Cluster();

  @Test
  void aForeignPodReachesNoPortAndTheTrainingsOwnReachGrpc() {
    TrainingFile file = TrainingFile.ticTacToe(1, 1);
    cluster.apply(file);
    // Ready: the kubelet's probes come through. Progress: the operator does.
    List<Pod> pods =
        new ArrayList<>(cluster.awaitPods(file.name(), "learner", 1, Cluster::isReady));
    pods.addAll(cluster.awaitPods(file.name(), "inference", 1, Cluster::isReady));
    pods.addAll(cluster.awaitPods(file.name(), "actor", 1, Cluster::isReady));
    cluster.await(
        file.name(),
        training ->
            training.getStatus().progress() != null
                && training.getStatus().progress().readAt() != null);

    String[] grpc = targets(pods.subList(0, 2), GRPC);
    String[] http = targets(pods, HTTP);
    List<String> all = new ArrayList<>(List.of(grpc));
    all.addAll(List.of(http));
    assertThat(
            Jobs.run(cluster, "foreign", Map.of(), Reach.class, all.toArray(String[]::new)).lines())
        .hasSize(5)
        .allMatch(line -> line.endsWith(" closed"));
    // No role's label: the services and the operator must not take it for one.
    Map<String, String> own = Map.of("alphazero.dev/training", file.name());
    assertThat(Jobs.run(cluster, "own", own, Reach.class, all.toArray(String[]::new)).lines())
        .containsExactly(
            grpc[0] + " open",
            grpc[1] + " open",
            http[0] + " closed",
            http[1] + " closed",
            http[2] + " closed");
  }

  private static String[] targets(List<Pod> pods, int port) {
    return pods.stream().map(pod -> pod.getStatus().getPodIP() + ":" + port).toArray(String[]::new);
  }
}
