package dev.alphazero.worker.pod;

import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.nvml.GpuFacts;
import dev.alphazero.worker.nvml.GpuReading;
import dev.alphazero.worker.nvml.GpuSampler;
import dev.alphazero.worker.nvml.Nvml;
import dev.alphazero.worker.nvml.NvmlDevice;
import dev.alphazero.worker.nvml.Opening;
import dev.alphazero.worker.nvml.VisibleGpus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The GPUs that a role is given, asked once a second by a thread each; none where the role
/// computes on processors. Any thread may ask this for figures, and none waits for a driver.
final class PodGpus implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final double HERTZ_PER_MEGAHERTZ = 1e6;

  private final @Nullable Nvml driver;
  private final List<Watched> gpus = new ArrayList<>();

  /// @param id the GPU's UUID, or its number where it has none
  private record Watched(String id, GpuSampler sampler, RateWindow told) {
    /// Returns the mean over the last minute or so; null if the GPU does not report it.
    @Nullable Double utilizationPercent() {
      LongSummaryStatistics all = sampler.summary().utilizationPercent();
      double[] perSecond = told.perSecond(all.getSum(), all.getCount());
      return perSecond[1] == 0 ? null : perSecond[0] / perSecond[1];
    }
  }

  private PodGpus(@Nullable Nvml driver) {
    this.driver = driver;
  }

  /// @param log receives which GPUs there are, or why what they do is not known
  static PodGpus watch(Engines engines, Consumer<String> log) {
    return isOnGpu(engines.inference()) || isOnGpu(engines.learner())
        ? watch(Nvml.open(), true, log, System::nanoTime)
        : new PodGpus(null);
  }

  private static boolean isOnGpu(Engine engine) {
    return engine.pciBusId() != null;
  }

  /// @param opening is closed with what is returned
  /// @param isNeeded whether a missing driver is worth a word
  static PodGpus watch(
      Opening opening, boolean isNeeded, Consumer<String> log, LongSupplier nanoClock) {
    return switch (opening) {
      case Nvml driver -> {
        PodGpus watching = new PodGpus(driver);
        VisibleGpus.of(driver, log).forEach(gpu -> watching.add(driver, gpu, log, nanoClock));
        yield watching;
      }
      case Opening.Absent absent -> {
        if (isNeeded || absent.isInstalled()) {
          log.accept("what GPUs do is not known: " + absent.why());
        }
        yield new PodGpus(null);
      }
    };
  }

  private void add(Nvml driver, NvmlDevice gpu, Consumer<String> log, LongSupplier nanoClock) {
    GpuFacts facts = GpuFacts.of(driver, gpu);
    log.accept("GPU " + facts.text());
    gpus.add(
        new Watched(
            Objects.requireNonNullElse(facts.uuid(), Integer.toString(gpus.size())),
            GpuSampler.start(gpu, INTERVAL),
            new RateWindow(nanoClock, 0, 0)));
  }

  /// Returns the mean of all GPUs over the last minute or so, in [0, 100]; null without a GPU, or
  /// where none reports it.
  @Nullable Double utilizationPercent() {
    OptionalDouble mean =
        gpus.stream()
            .map(Watched::utilizationPercent)
            .flatMap(Stream::ofNullable)
            .mapToDouble(Double::doubleValue)
            .average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }

  /// Adds the metrics of GPUs to those of a role: per GPU, what it reports at the start.
  RoleMetrics addTo(RoleMetrics metrics) {
    for (Watched gpu : gpus) {
      GpuSampler sampler = gpu.sampler();
      GpuReading first = sampler.last();
      if (first.utilizationPercent() != null) {
        metrics.gpuGauge(
            "alphazero.gpu.utilization.percent",
            "Share of time in which the GPU ran something, as its driver says it, over the last minute",
            gpu.id(),
            () -> number(gpu.utilizationPercent()));
      }
      if (first.memoryUsedBytes() != null) {
        metrics.gpuGauge(
            "alphazero.gpu.memory.used.bytes",
            "Memory of the GPU that all its programs use",
            gpu.id(),
            () -> number(sampler.last().memoryUsedBytes()));
      }
      if (first.memoryTotalBytes() != null) {
        metrics.gpuGauge(
            "alphazero.gpu.memory.total.bytes",
            "Memory of the GPU",
            gpu.id(),
            () -> number(sampler.last().memoryTotalBytes()));
      }
      if (first.smClockMegahertz() != null) {
        metrics.gpuGauge(
            "alphazero.gpu.sm.clock.hertz",
            "Clock of the GPU's multiprocessors now",
            gpu.id(),
            () -> HERTZ_PER_MEGAHERTZ * number(sampler.last().smClockMegahertz()));
      }
    }
    return metrics;
  }

  /// Returns NaN when unknown.
  private static double number(@Nullable Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  @Override
  public void close() {
    gpus.forEach(gpu -> gpu.sampler().close());
    if (driver != null) {
      driver.close();
    }
  }
}
