package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.nvml.FakeNvml;
import dev.alphazero.worker.nvml.Nvml;
import dev.alphazero.worker.nvml.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PodGpusTest {
  private static final String H200 = "{gpu=\"GPU-8f6d0b1c-0000-1111-2222-333344445555\"} ";
  private static final String T4 = "{gpu=\"GPU-07e1aa42-0000-1111-2222-333344445555\"} ";

  private final List<String> log = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(5);

  @Test
  void everyGpuHasItsMetrics() throws Exception {
    try (PodGpus gpus = watch(FakeNvml.open());
        RoleMetrics metrics = gpus.addTo(new RoleMetrics())) {
      assertThat(metrics.registry().scrape())
          .contains("alphazero_gpu_utilization_percent" + H200 + "87.0\n")
          .contains("alphazero_gpu_memory_used_bytes" + H200 + "5.36870912E8\n")
          .contains("alphazero_gpu_memory_total_bytes" + H200 + "1.50754820096E11\n")
          .contains("alphazero_gpu_sm_clock_hertz" + H200 + "1.755E9\n")
          .contains("alphazero_gpu_utilization_percent" + T4 + "3.0\n");
      MetricsPage.requireDocumented(metrics.registry().scrape(), "GPU");
      assertThat(gpus.utilizationPercent()).isEqualTo(45);
    }
    assertThat(log).hasSize(2).first().asString().startsWith("GPU NVIDIA H200: driver 570.86.15");
  }

  @Test
  void whatASliceDoesNotTellIsNoMetric() throws Exception {
    try (PodGpus gpus = watch(FakeNvml.open("-DUTILIZATION=3"));
        RoleMetrics metrics = gpus.addTo(new RoleMetrics())) {
      assertThat(metrics.registry().scrape())
          .doesNotContain("alphazero_gpu_utilization_percent")
          .contains("alphazero_gpu_memory_used_bytes" + H200);
      assertThat(gpus.utilizationPercent()).isNull();
    }
  }

  @Test
  void withoutADriverThereIsNoMetric() {
    Opening none = new Opening.Absent("libnvidia-ml.so.1 was not found", false);
    for (boolean isNeeded : new boolean[] {false, true}) {
      try (PodGpus gpus = PodGpus.watch(none, isNeeded, log::add, nanos::get);
          RoleMetrics metrics = gpus.addTo(new RoleMetrics())) {
        assertThat(metrics.registry().scrape()).doesNotContain("alphazero_gpu");
        assertThat(gpus.utilizationPercent()).isNull();
      }
    }
    assertThat(log).containsExactly("what GPUs do is not known: libnvidia-ml.so.1 was not found");
  }

  @Test
  void aRoleOnProcessorsAsksNoDriver() throws Exception {
    System.setProperty(Nvml.PROPERTY, FakeNvml.library());
    try (PodGpus gpus = PodGpus.watch(new Engines(DjlEngine.CPU, DjlEngine.CPU), log::add)) {
      assertThat(gpus.utilizationPercent()).isNull();
    } finally {
      System.clearProperty(Nvml.PROPERTY);
    }
    assertThat(log).isEmpty();
  }

  private PodGpus watch(Nvml driver) {
    return PodGpus.watch(driver, true, log::add, nanos::get);
  }
}
