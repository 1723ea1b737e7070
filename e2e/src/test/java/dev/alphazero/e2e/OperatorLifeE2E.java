package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The operator changes, goes and comes back; trainings do not notice.
@Tag("long")
final class OperatorLifeE2E {
  @RegisterExtension final Cluster cluster = new Cluster();

  /// Later tests find the chart as it was.
  @AfterEach
  void installAsItWas() {
    cluster.release().install();
  }

  @Test
  void anUpgradeRestartsNoPod() {
    TrainingFile file = running("upgraded");
    Map<String, String> pods = Fingerprints.pods(cluster, file.name());
    Map<String, Long> workloads = Fingerprints.workloads(cluster, file.name());

    // Another operator pod, and another image for trainings that start from now on.
    cluster
        .release()
        .install("podAnnotations.e2e=upgraded", "worker.image.repository=alphazero/next");
    // It has looked at the training again, and counts the edit as seen.
    cluster.applyAndSettle(file.with("cleanUpAfterFinished", "2h"));

    assertThat(Fingerprints.workloads(cluster, file.name())).isEqualTo(workloads);
    assertThat(Fingerprints.pods(cluster, file.name())).isEqualTo(pods);
  }

  @Test
  void uninstallLeavesTrainingsAndWhatTheyOwnAndNothingElse() {
    TrainingFile file = running("left-alone");
    Map<String, String> pods = Fingerprints.pods(cluster, file.name());

    cluster.release().uninstall();
    assertThat(Command.run("kubectl", "get", "crd", "-o", "name"))
        .contains("alphazerotrainings.alphazero.dev", "alphazeroprofiles.alphazero.dev");
    assertThat(cluster.training(file.name()).get()).isNotNull();
    assertThat(Fingerprints.pods(cluster, file.name())).isEqualTo(pods);
    String left =
        Command.run(
            "kubectl",
            "get",
            "deployments,services,serviceaccounts,configmaps,secrets,roles,rolebindings,leases",
            "-n",
            Release.NAMESPACE,
            "-l",
            "app.kubernetes.io/instance=" + Release.NAME,
            "-o",
            "name");
    String leftOfCluster =
        Command.run(
            "kubectl",
            "get",
            "clusterroles,clusterrolebindings",
            "-l",
            "app.kubernetes.io/instance=" + Release.NAME,
            "-o",
            "name");
    assertThat(left + leftOfCluster).isBlank();

    // It takes up again where it left, and restarts nothing.
    cluster.release().install();
    cluster.applyAndSettle(file.with("cleanUpAfterFinished", "2h"));
    assertThat(Fingerprints.pods(cluster, file.name())).isEqualTo(pods);
  }

  private TrainingFile running(String name) {
    TrainingFile file = TrainingFile.ticTacToe(1, 1).named(name).with("completion", Map.of());
    cluster.apply(file);
    cluster.awaitCondition(name, "Ready");
    List<Pod> pods = cluster.awaitPods(name, "learner", 1, Cluster::isReady);
    assertThat(pods).hasSize(1);
    AlphaZeroTraining training = cluster.training(name).require();
    assertThat(Cluster.holds(training, "Degraded=False")).isTrue();
    return file;
  }
}
