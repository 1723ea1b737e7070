package dev.alphazero.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.djl.DjlEngine;
import org.junit.jupiter.api.Test;

/// How many models train on one batch.
final class TrainStepsTest {
  private static final Engine GPU = new GpuLike(DjlEngine.CPU);

  @Test
  void aProcessorsThreadsDivideABatch() {
    assertThat(TrainSteps.replicas(DjlEngine.CPU, 256, 4)).isEqualTo(4);
    assertThat(TrainSteps.replicas(DjlEngine.CPU, 64, 4)).as("slices of 32 rows").isEqualTo(2);
  }

  @Test
  void aGpuTakesAWholeBatch() {
    assertThat(TrainSteps.replicas(GPU, 4096, 16)).isEqualTo(1);
  }
}
