package dev.alphazero.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThreadLayoutTest {
  @Test
  void bothLayoutsAreMeasuredOnTheSamePositions() {
    AtomicLong now = new AtomicLong();
    ThreadLayout layout =
        ThreadLayout.measure(
            DjlEngine.CPU,
            NetworkFixtures.BOARD,
            Precision.FP32,
            8,
            2,
            () -> now.addAndGet(10_000_000));
    assertThat(layout.cores()).isEqualTo(2);
    assertThat(layout.batch()).isEqualTo(8);
    // Looks at the clock are 10 ms apart: the start, one before each of five calls, one that finds
    // the turn over, the end. Two threads share them, and the second looks once more.
    assertThat(layout.oneModelPerSecond()).isCloseTo(5 * 16 / 0.07, within(1e-9));
    assertThat(layout.modelPerCorePerSecond()).isCloseTo(5 * 8 / 0.08, within(1e-9));
  }

  @Test
  void saysWhatTrainingsDo() {
    assertThat(new ThreadLayout(2, 64, Precision.FP32, 20_000, 15_000).text())
        .isEqualTo(
            "threads: 2 x 64 positions in FP32: a model per core 20,000/s, as trainings have it; "
                + "one model of 2 native threads 15,000/s (75 %)");
  }
}
