package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pure functions of samples: learning rate, moving average, pacing.
final class SchedulesTest {
  @ParameterizedTest
  @CsvSource({
    // samples presented, batch, rate
    "0, 1024, 0.001024", // the first step of the warm-up
    "4000, 1000, 0.004941", // 5,000 of 10,000, batch below 1024: √(1000/1024) = 0.988212
    "9000, 1024, 0.01",
    "50000, 4096, 0.02",
    "50000, 256, 0.005",
    "900000000, 1024, 0.01",
  })
  void aConstantRateWarmsUpAndScalesWithTheRootOfTheBatch(long presented, int batch, float rate) {
    LearningRate schedule = LearningRate.constant(0.01, 10_000);
    assertThat(schedule.at(presented, batch)).isCloseTo(rate, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.02",
    "250000, 0.0173640", // 0.1 + 0.9 * (1 + cos 45°) / 2 = 0.868198
    "500000, 0.011",
    "1000000, 0.002",
    "5000000, 0.002",
  })
  void aCosineFallsToItsFinalShare(long presented, float rate) {
    LearningRate schedule = new LearningRate(0.02, 0, 1_000_000, 0.1);
    assertThat(schedule.at(presented, 1024)).isCloseTo(rate, within(1e-6f));
  }

  @Test
  void aRateThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> LearningRate.constant(0, 0)).hasMessageContaining("base=0.0");
    assertThatThrownBy(() -> new LearningRate(0.1, 0, 0, 0.5))
        .hasMessageContaining("decaySamples must be positive");
    assertThatThrownBy(() -> new LearningRate(0.1, 0, 10, 1.5))
        .hasMessageContaining("finalShare=1.5");
  }

  @ParameterizedTest
  @CsvSource({
    // half-life, samples presented, batch, decay
    "0, 100000, 100, 0",
    "1000, 0, 100, 0.00097656", // the half-life is 10 % of the batch: 2^-10
    "1000, 900, 100, 0.5", // 10 % of 1,000 presented is 100
    "1000, 9900, 100, 0.933033", // both are 1,000: 2^-0.1
    "1000, 999900, 100, 0.933033",
    "1000, 999000, 1000, 0.5",
  })
  void theAverageForgetsHalfInItsHalfLifeAndFasterWhenYoung(
      long halfLife, long presented, int batch, float decay) {
    assertThat(new EmaSchedule(halfLife).decay(presented, batch)).isCloseTo(decay, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    // reuse, batch, samples added, presented, window, steps due
    "4, 10, 0, 0, 0, 0",
    "4, 10, 159, 0, 159, 0", // the window is below 16 batches
    "4, 10, 160, 0, 160, 64",
    "4, 10, 160, 630, 160, 1",
    "4, 10, 160, 640, 160, 0", // at the cap
    "4, 10, 162, 640, 162, 0", // 8 of the 10 presentations of a step
    "4, 10, 163, 640, 163, 1",
    "4, 10, 100, 640, 160, 0", // ahead, as after a changed reuse: wait, never go back
    "0.5, 10, 1000, 0, 1000, 50",
    "8, 512, 1000000, 7999999, 50000, 0",
    "8, 512, 1000000, 0, 8191, 0",
    "8, 512, 1000000, 0, 8192, 15625",
  })
  void stepsAreDueUntilEachSampleWasPresentedReuseTimes(
      double reuse, int batch, long added, long presented, int window, int due) {
    assertThat(new ReusePacing(reuse, batch).stepsDue(added, presented, window)).isEqualTo(due);
  }

  @Test
  void takingTheStepsThatAreDueReachesTheReuseExactly() {
    ReusePacing pacing = new ReusePacing(4, 32);
    long presented = 0;
    for (int added = 1; added <= 100_000; added += 7) {
      presented += 32L * pacing.stepsDue(added, presented, added);
      assertThat(presented).isLessThanOrEqualTo(4L * added);
      if (added >= 512) {
        assertThat(presented).isGreaterThan(4L * added - 32);
      }
    }
  }
}
