package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Checkpoint;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.observe.Reports;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the roles told, as the status shows it.
final class ProgressStatusTest {
  private static final Instant NOW = Situation.START;
  private static final LearnerProgress LEARNER =
      Situation.example(LearnerProgress.class, "learner-running");
  private static final InferenceProgress INFERENCE =
      Situation.example(InferenceProgress.class, "inference");

  private static final Progress SHOWN =
      new Progress(
          41,
          "2h15m",
          120_377L,
          2_931_402L,
          41_873L,
          51_241L,
          7.16,
          78,
          7.41,
          83,
          1.48,
          612,
          0.031,
          "2026-01-01T00:00:00Z");

  private static final Progress TOTALS =
      new Progress(
          41,
          null,
          120_377L,
          2_931_402L,
          41_873L,
          null,
          null,
          null,
          null,
          null,
          1.48,
          612,
          0.031,
          "2026-01-01T00:00:00Z");

  private static final Reports TOLD = new Reports(LEARNER, NOW, Map.of("a", INFERENCE), NOW);

  @Test
  void whatIsToldIsShown() {
    assertThat(ProgressStatus.of(TOLD, null, NOW)).isEqualTo(SHOWN);
    assertThat(ProgressStatus.checkpoint(TOLD, null))
        .isEqualTo(new Checkpoint(41_800L, "2026-01-01T02:59:10Z"));
  }

  @Test
  void totalsStayAndRatesGo() {
    assertThat(ProgressStatus.of(TOLD, SHOWN, NOW.plusSeconds(120))).isEqualTo(TOTALS);
    assertThat(ProgressStatus.of(Reports.NONE, SHOWN, NOW)).isEqualTo(TOTALS);
    assertThat(ProgressStatus.of(Reports.NONE, null, NOW)).isNull();
    Checkpoint last = new Checkpoint(7L, "2026-01-01T00:00:00Z");
    assertThat(ProgressStatus.checkpoint(Reports.NONE, last)).isEqualTo(last);
  }

  @Test
  void severalInferencePodsAreAveraged() {
    InferenceProgress other = new InferenceProgress(1, 3, 41_800, 50, 21.75, 100, 2.588, null, 1);
    Progress progress =
        ProgressStatus.of(
            new Reports(null, null, Map.of("a", INFERENCE, "b", other), NOW), null, NOW);
    assertThat(progress)
        .isNotNull()
        .returns(50, Progress::batchFillPercent)
        .returns(5.0, Progress::inferenceLatencyMillis)
        .returns(83, Progress::gpuUtilizationPercent);
  }

  @Test
  void numbersAreRounded() {
    assertThat(ProgressStatus.rounded(12.345678)).isEqualTo(12.35);
    assertThat(ProgressStatus.rounded(-1.005)).isEqualTo(-1.01);
    assertThat(ProgressStatus.rounded(0.0123)).isEqualTo(0.012);
    assertThat(ProgressStatus.rounded(0.0)).isZero();
    assertThat(ProgressStatus.rounded(null)).isNull();
  }

  @Test
  void anEstimateIsNoMoreExactThanItCanBe() {
    assertThat(ProgressStatus.eta(8_120L)).isEqualTo("2h15m");
    assertThat(ProgressStatus.eta(629L)).isEqualTo("10m");
    assertThat(ProgressStatus.eta(204L)).isEqualTo("3m20s");
    assertThat(ProgressStatus.eta(49L)).isEqualTo("49s");
    assertThat(ProgressStatus.eta(0L)).isEqualTo("0s");
    assertThat(ProgressStatus.eta(null)).isNull();
  }
}
