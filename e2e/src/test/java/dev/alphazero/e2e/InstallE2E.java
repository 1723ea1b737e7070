package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// From `helm install` to pods.
final class InstallE2E {
  @RegisterExtension final Cluster cluster = new Cluster();

  @Test
  void aTrainingGetsPodsOfEveryRole() {
    TrainingFile file = TrainingFile.ticTacToe(2, 3);
    cluster.apply(file);
    cluster.awaitPods(file.name(), "learner", 1, Cluster::isScheduled);
    cluster.awaitPods(file.name(), "inference", 2, Cluster::isScheduled);
    Pod actor = cluster.awaitPods(file.name(), "actor", 3, Cluster::isScheduled).getFirst();
    assertThat(actor.getSpec().getContainers().getFirst().getImage())
        .as("the image that the chart names")
        .isEqualTo(Images.worker(cluster));
    assertThat(Command.run("kubectl", "-n", cluster.namespace(), "get", "azt"))
        .contains("GAME", "PROFILE", "STATE", "tic-tac-toe", "cpu");
  }

  @Test
  void aTrainingThatCannotBeReadIsRefusedInWords() {
    Command.Outcome outcome =
        Command.attempt(
            TrainingFile.ticTacToe(1, 1).with("search.simulations", 0).yaml(),
            java.util.List.of("kubectl", "-n", cluster.namespace(), "apply", "-f", "-"));
    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.out())
        .contains("spec.search.simulations")
        .contains("greater than or equal to");
  }
}
