package dev.alphazero.worker.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecentTimesTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND);
  private final RecentTimes times = new RecentTimes(clock::get);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1024",
    "1023, 0, 1024",
    "1024, 1, 1152",
    "1151, 1, 1152",
    "1152, 2, 1280",
    "2047, 8, 2048",
    "2048, 9, 2304",
    "68719476735, 208, 68719476736",
    "68719476736, 209, 77309411328",
    "9223372036854775807, 209, 77309411328",
  })
  void aBucketHoldsAnEighthOfAPowerOfTwo(long nanos, int bucket, long end) {
    assertThat(RecentTimes.bucket(nanos)).isEqualTo(bucket);
    assertThat(RecentTimes.upperEnd(bucket)).isEqualTo(end);
  }

  @Test
  void nothingIsZero() {
    assertThat(times.times()).isEqualTo(new BatcherStatistics.Times(0, 0));
  }

  @Test
  void oneInAHundredLiesAboveTheNinetyNinthPercentile() {
    for (int i = 0; i < 990; i++) {
      times.add(2 * MILLI);
    }
    for (int i = 0; i < 10; i++) {
      times.add(50 * MILLI);
    }
    assertThat(times.times().p99Millis()).isBetween(2.0, 2.25);
    assertThat(times.times().meanMillis()).isCloseTo(2.48, within(1e-9));

    times.add(50 * MILLI);
    assertThat(times.times().p99Millis()).isBetween(50.0, 57.0);
  }

  @Test
  void whatIsOlderThanAMinuteIsForgotten() {
    times.add(8 * MILLI);
    clock.addAndGet(30 * SECOND);
    times.add(2 * MILLI);
    assertThat(times.times().meanMillis()).isEqualTo(5);

    clock.addAndGet(30 * SECOND);
    assertThat(times.times().meanMillis()).isEqualTo(2);

    clock.addAndGet(1_000 * SECOND);
    assertThat(times.times().meanMillis()).isZero();
  }
}
