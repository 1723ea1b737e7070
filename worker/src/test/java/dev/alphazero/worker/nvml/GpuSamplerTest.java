package dev.alphazero.worker.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class GpuSamplerTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void meanSmallestAndLargest() throws Exception {
    CountDownLatch third = new CountDownLatch(3);
    AtomicInteger asked = new AtomicInteger();
    GpuSampler sampler =
        GpuSampler.start(
            () -> {
              int tens = Math.min(asked.incrementAndGet(), 3) * 10;
              third.countDown();
              return new GpuReading(tens, null, null, 1_000 + tens, null, null);
            },
            Duration.ofMillis(1));
    third.await();
    sampler.close();
    int samples = asked.get();
    GpuSampler.Summary summary = sampler.summary();
    assertThat(summary.utilizationPercent().getCount()).isEqualTo(samples);
    assertThat(summary.utilizationPercent().getMin()).isEqualTo(10);
    assertThat(summary.utilizationPercent().getMax()).isEqualTo(30);
    assertThat(summary.utilizationPercent().getSum()).isEqualTo(10 + 20 + 30L * (samples - 2));
    assertThat(summary.smClockMegahertz().getMin()).isEqualTo(1_010);
    assertThat(summary.memoryUsedBytes().getCount()).isZero();
    assertThat(sampler.last().utilizationPercent()).isEqualTo(30);
  }

  @Test
  void theFirstReadingIsThereAtOnce() {
    GpuReading reading = new GpuReading(87, 5L, 10L, 1_755, 3_201, 512_340);
    try (GpuSampler sampler = GpuSampler.start(() -> reading, NEVER)) {
      assertThat(sampler.last()).isEqualTo(reading);
      assertThat(sampler.summary().memoryUsedBytes().getAverage()).isEqualTo(5);
    }
  }

  @Test
  void aGpuOfTheDriver() throws Exception {
    try (Nvml nvml = FakeNvml.open();
        GpuSampler sampler = GpuSampler.start(nvml.byIndex(0), NEVER)) {
      assertThat(sampler.summary().utilizationPercent().getMax()).isEqualTo(87);
    }
  }
}
