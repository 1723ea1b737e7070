package dev.alphazero.worker.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GpuFactsTest {
  @Test
  void aLinePerGpu() throws Exception {
    assertThat(GpuFacts.look(FakeNvml.open()))
        .extracting(GpuFacts::text)
        .containsExactly(
            "NVIDIA H200: driver 570.86.15, CUDA 12.8, 512 of 143,771 MiB used, SM clock 1,755 of"
                + " 1,980 MHz, memory clock 3,201 of 3,201 MHz, 512 W, slowed down by its power"
                + " cap and too much warmth",
            "Tesla T4: driver 570.86.15, CUDA 12.8, 1 of 15,360 MiB used, SM clock 300 of 1,590"
                + " MHz, memory clock 405 of 5,001 MHz, 10 W");
  }

  @Test
  void whatIsNotKnownIsNotSaid() {
    GpuFacts facts = new GpuFacts("GPU", null, null, null, GpuReading.NONE, null, null, List.of());
    assertThat(facts.text()).isEqualTo("GPU");
  }

  @Test
  void noneWithoutADriver() {
    assertThat(GpuFacts.look(new Opening.Absent("no driver", false))).isEmpty();
  }
}
