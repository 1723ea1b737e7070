package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The promise of the README: apply a file, and a perfect player comes out.
final class TicTacToeE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @RegisterExtension final Cluster cluster = new Cluster();

  @Test
  void twoInferenceThreeActorAndOneLearnerPodsTrainToPerfection() {
    TrainingFile file = TrainingFile.ticTacToe(2, 3);
    cluster.apply(file);
    cluster.awaitPods(file.name(), "inference", 2, Cluster::isReady);
    cluster.awaitPods(file.name(), "actor", 3, Cluster::isReady);
    cluster.awaitCondition(file.name(), "Ready=True/Training");

    AlphaZeroTraining complete = cluster.awaitCondition(file.name(), PATIENCE, "Complete");
    Progress progress = Objects.requireNonNull(complete.getStatus().progress());
    assertThat(progress.errorRate()).as("moves that give value away").isZero();
    assertThat(Objects.requireNonNull(complete.getStatus().finish()).message())
        .isEqualTo("no move gives value away");
    cluster.awaitPods(file.name(), "actor", 0, _ -> true);
    cluster.awaitPods(file.name(), "inference", 0, _ -> true);
  }
}
