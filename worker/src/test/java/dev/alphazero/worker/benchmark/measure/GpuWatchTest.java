package dev.alphazero.worker.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.nvml.GpuReading;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GpuWatchTest {
  private final AtomicLong clock = new AtomicLong(7);
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch told = new CountDownLatch(1);

  @Test
  void whatIsToldInATurnsFirstSecondIsOfBeforeIt() {
    Sample sample = GpuWatch.during(this::read, clock::get, Sample::new);
    assertThat(sample.has(Measure.GPU_UTILIZATION)).isFalse();
    assertThat(asked.get()).isZero();
  }

  @Test
  void laterFiguresAreTheTurns() {
    Sample sample =
        GpuWatch.during(
            this::read,
            clock::get,
            () -> {
              clock.addAndGet(1_000_000_000);
              awaitTold();
              return new Sample();
            });
    assertThat(sample.get(Measure.GPU_UTILIZATION)).isEqualTo(87);
  }

  private void awaitTold() {
    try {
      told.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The second question comes when the first answer counts.
  private GpuReading read() {
    if (asked.incrementAndGet() == 2) {
      told.countDown();
    }
    return new GpuReading(87, null, null, null, null, null);
  }
}
