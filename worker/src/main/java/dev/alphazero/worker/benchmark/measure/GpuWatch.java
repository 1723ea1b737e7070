package dev.alphazero.worker.benchmark.measure;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.nvml.GpuSampler;
import dev.alphazero.worker.nvml.Nvml;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.function.Supplier;

/// What a GPU does during a turn, as its driver says it.
final class GpuWatch {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private GpuWatch() {}

  /// Measures a turn, and adds the GPU's own figures where the engine has one and its driver tells
  /// them.
  static Sample during(Engine engine, Supplier<Sample> turn) {
    String bus = engine.pciBusId();
    if (bus == null || !(Nvml.open() instanceof Nvml driver)) {
      return turn.get();
    }
    try (driver;
        GpuSampler sampler = GpuSampler.start(driver.byPciBusId(bus), INTERVAL)) {
      Sample sample = turn.get();
      GpuSampler.Summary summary = sampler.summary();
      put(sample, Measure.GPU_UTILIZATION, summary.utilizationPercent());
      put(sample, Measure.GPU_CLOCK, summary.smClockMegahertz());
      return sample;
    }
  }

  private static void put(Sample sample, Measure measure, LongSummaryStatistics told) {
    if (told.getCount() > 0) {
      sample.put(measure, told.getAverage());
    }
  }
}
