package dev.alphazero.worker.benchmark.measure;

import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.nvml.GpuReading;
import dev.alphazero.worker.nvml.GpuSampler;
import dev.alphazero.worker.nvml.Nvml;
import dev.alphazero.worker.nvml.NvmlDevice;
import dev.alphazero.worker.nvml.NvmlException;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a GPU does during a turn, as its driver reports it: its utilisation is the share of time in
/// which a kernel ran, not of its cores that had work.
final class GpuWatch {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /// The driver's figures are of up to a second before: those of a turn's first second are not the
  /// turn's.
  private static final long STALE_NANOS = 1_000_000_000;

  private GpuWatch() {}

  /// Measures a turn, and adds the GPU's own figures where the engine has one and its driver
  /// reports them. A driver that fails costs only these.
  static Sample during(Engine engine, Supplier<Sample> turn) {
    String bus = engine.pciBusId();
    if (bus == null || !(Nvml.open() instanceof Nvml driver)) {
      return turn.get();
    }
    try (driver) {
      return during(reader(driver, bus), System::nanoTime, turn);
    }
  }

  private static Supplier<GpuReading> reader(Nvml driver, String bus) {
    NvmlDevice gpu;
    try {
      gpu = driver.byPciBusId(bus);
    } catch (NvmlException _) {
      return () -> GpuReading.NONE;
    }
    return () -> GpuReading.of(gpu);
  }

  static Sample during(Supplier<GpuReading> gpu, LongSupplier nanoClock, Supplier<Sample> turn) {
    long start = nanoClock.getAsLong();
    Supplier<GpuReading> fresh =
        () -> nanoClock.getAsLong() - start < STALE_NANOS ? GpuReading.NONE : gpu.get();
    try (GpuSampler sampler = GpuSampler.start(fresh, INTERVAL)) {
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
