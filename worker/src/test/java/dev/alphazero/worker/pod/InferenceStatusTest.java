package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.nvml.FakeNvml;
import dev.alphazero.worker.nvml.Opening;
import org.junit.jupiter.api.Test;

/// What the document says of GPUs; the rest is in `RolesIT`.
final class InferenceStatusTest {
  private final Batcher batcher =
      new Batcher(
          new BatcherSettings(new BatchPolicy.Drain(16), 1, true, 64),
          InferenceFixtures.SPEC,
          InferenceFixtures.LAYOUT,
          () -> new InferenceFixtures.FakeModel(_ -> {}));

  @Test
  void theGpusUtilizationIsTheirMean() throws Exception {
    assertThat(document(FakeNvml.open()).gpuUtilizationPercent()).isCloseTo(45.0, within(1e-9));
  }

  @Test
  void withoutAGpuThereIsNone() {
    assertThat(document(new Opening.Absent("no driver", false)).gpuUtilizationPercent()).isNull();
  }

  private InferenceProgress document(Opening driver) {
    try (PodGpus gpus = PodGpus.watch(driver, false, _ -> {}, System::nanoTime);
        batcher) {
      return new InferenceStatus(batcher, () -> 0, gpus, System::nanoTime).document();
    }
  }
}
