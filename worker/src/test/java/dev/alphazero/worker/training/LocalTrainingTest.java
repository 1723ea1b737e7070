package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.run.TrainingReport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTrainingTest {
  @TempDir Path folder;

  @Test
  void aTrainingThatLearnedNothingSaysSo() {
    TrainingReport report =
        QuickTraining.in(folder)
            .trainHere("completion.games=40", "selfPlay.maxPlies=1", "evaluation.positions=none");
    assertThat(report.steps()).isZero();
    assertThat(report.reached())
        .endsWith(
            " games, with 0 training steps: the first step needs 1,024 samples (16 batches of 64), samples=%d; raise the limit or lower learner.batchSize"
                .formatted(report.samples()));
  }

  @Test
  void theVerificationAtTheEndCanBeStoppedAndMadeUpFor() {
    QuickTraining training = QuickTraining.in(folder);
    TrainingReport complete = training.trainHere("completion.games=50");
    assertThat(complete.state()).isEqualTo(TrainingReport.State.COMPLETE);
    assertThat(complete.verification()).isNotNull();

    AtomicInteger questions = new AtomicInteger();
    TrainingReport stopped =
        training.trainHere(() -> questions.incrementAndGet() > 1, "completion.games=50");
    assertThat(stopped.state()).isEqualTo(TrainingReport.State.COMPLETE);
    assertThat(stopped.verification()).isNull();

    TrainingReport again = training.trainHere("completion.games=50");
    assertThat(again.verification()).isEqualTo(complete.verification());
    assertThat(TrainingReport.read(training.run()).orElseThrow().games())
        .isEqualTo(again.games())
        .isEqualTo(complete.games());
  }
}
