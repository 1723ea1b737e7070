package dev.alphazero.worker.network.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.PrecisionMeasurement;
import dev.alphazero.worker.network.PrecisionMeasurement.Purpose;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PrecisionCalibrationTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void theFastestTurnOfEachCounts() {
    AtomicLong slowCalls = new AtomicLong();
    PrecisionCalibration calibration = new PrecisionCalibration(DjlEngine.CPU, now::get);
    double[] perSecond =
        calibration.fastest(
            // disturbed in its first turn only
            () -> now.addAndGet(slowCalls.getAndIncrement() < 3 ? 30_000_000 : 4_000_000),
            () -> now.addAndGet(2_000_000));
    assertThat(perSecond[0]).isCloseTo(250, within(1e-9));
    assertThat(perSecond[1]).isCloseTo(500, within(1e-9));
  }

  @Test
  void slowCallsHaveOneTurn() {
    AtomicLong calls = new AtomicLong();
    Runnable slow =
        () -> {
          calls.incrementAndGet();
          now.addAndGet(400_000_000);
        };
    double[] perSecond = new PrecisionCalibration(DjlEngine.CPU, now::get).fastest(slow, slow);
    assertThat(calls).hasValue(4);
    assertThat(perSecond).containsExactly(2.5, 2.5);
  }

  @Test
  void saysWhatWasMeasuredAndWhere() {
    PrecisionCalibration calibration =
        new PrecisionCalibration(DjlEngine.CPU, () -> now.addAndGet(40_000_000));
    PrecisionMeasurement inference = calibration.inference(NetworkFixtures.BOARD, 8, 1);
    assertThat(inference.purpose()).isEqualTo(Purpose.INFERENCE);
    assertThat(inference.library()).startsWith("libtorch 2.");
    assertThat(inference.batch()).isEqualTo(8);
    assertThat(inference.threads()).isEqualTo(1);
    // One call of 8 positions in each turn of 40 ms on this clock.
    assertThat(inference.fp32PerSecond()).isCloseTo(200, within(1e-9));
    assertThat(inference.bf16PerSecond()).isCloseTo(200, within(1e-9));
    PrecisionMeasurement training = calibration.training(NetworkFixtures.ROW, 8, 1);
    assertThat(training.purpose()).isEqualTo(Purpose.TRAINING);
    assertThat(training.spec()).isEqualTo(NetworkFixtures.ROW);
  }
}
