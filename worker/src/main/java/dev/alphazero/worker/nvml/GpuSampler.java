package dev.alphazero.worker.nvml;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks one GPU at an interval, on a daemon thread `gpu-sampler` of its own, and sums up what it
/// reports. Who starts it owns it and closes it; any thread may ask it.
///
/// The driver has a new utilisation every 1/6 s to 1 s: asked more often, it returns the same
/// again.
public final class GpuSampler implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private final Supplier<GpuReading> gpu;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  @GuardedBy("this") private GpuReading last = GpuReading.NONE;

  @GuardedBy("this") private final LongSummaryStatistics utilizationPercent = new LongSummaryStatistics();

  @GuardedBy("this") private final LongSummaryStatistics smClockMegahertz = new LongSummaryStatistics();

  @GuardedBy("this") private final LongSummaryStatistics memoryUsedBytes = new LongSummaryStatistics();

  /// Figures since the start: mean, smallest, largest. One that the GPU does not tell has a count
  /// of 0.
  public record Summary(
      LongSummaryStatistics utilizationPercent,
      LongSummaryStatistics smClockMegahertz,
      LongSummaryStatistics memoryUsedBytes) {}

  private GpuSampler(Supplier<GpuReading> gpu, Duration interval) {
    this.gpu = gpu;
    thread = Thread.ofPlatform().name("gpu-sampler").daemon().unstarted(() -> run(interval));
  }

  /// Starts with a first reading, on the calling thread.
  ///
  /// @param gpu asked by one thread at a time; must not be closed before this is
  public static GpuSampler start(Supplier<GpuReading> gpu, Duration interval) {
    GpuSampler sampler = new GpuSampler(gpu, interval);
    sampler.sample();
    sampler.thread.start();
    return sampler;
  }

  /// As above, of a GPU of the driver.
  public static GpuSampler start(NvmlDevice gpu, Duration interval) {
    return start(() -> GpuReading.of(gpu), interval);
  }

  private void run(Duration interval) {
    try {
      while (!closing.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        sample();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does; it ends
    }
  }

  private void sample() {
    GpuReading reading = gpu.get(); // outside of the lock: a driver can take its time
    synchronized (this) {
      last = reading;
      accept(utilizationPercent, reading.utilizationPercent());
      accept(smClockMegahertz, reading.smClockMegahertz());
      accept(memoryUsedBytes, reading.memoryUsedBytes());
    }
  }

  private static void accept(LongSummaryStatistics statistics, @Nullable Number value) {
    if (value != null) {
      statistics.accept(value.longValue());
    }
  }

  /// Returns the newest reading.
  public synchronized GpuReading last() {
    return last;
  }

  /// Returns what was reported since the start.
  public synchronized Summary summary() {
    return new Summary(copy(utilizationPercent), copy(smClockMegahertz), copy(memoryUsedBytes));
  }

  private static LongSummaryStatistics copy(LongSummaryStatistics of) {
    LongSummaryStatistics copy = new LongSummaryStatistics();
    copy.combine(of);
    return copy;
  }

  /// Ends the thread. The GPU is not asked any more when this returns, unless its driver hangs:
  /// that holds nobody up for longer than some seconds.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(LONGEST_ANSWER)) {
        thread.interrupt(); // a thread in the driver does not hear it, and is a daemon
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
