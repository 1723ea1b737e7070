package dev.alphazero.worker.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.inference.BatchPolicy.Adaptive;
import dev.alphazero.worker.inference.BatchPolicy.Decision;
import dev.alphazero.worker.inference.BatchPolicy.Drain;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchPolicyTest {
  private static final long MILLIS = 1_000_000;

  /// Any start of the clock will do: the age counts.
  private static final long ARRIVED = Long.MAX_VALUE - 10 * MILLIS;

  private static final BatchPolicy ADAPTIVE = new Adaptive(64, 25, Duration.ofMillis(5));

  /// A timeout of 5 ms, batches of 64, of which a quarter is 16; `most` is empty for a wait.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "full,                                      64, 64, 1,  0, 64",
    "more than full,                           200, 64, 1,  0, 64",
    "full as the next does not fit,             70, 60, 1,  0, 64",
    "full and small as the next is large,       70,  6, 1,  0, 64",
    "a quarter and no message waits,            16, 16, 1,  0, 16",
    "more than a quarter and no message waits,  40, 40, 1,  0, 40",
    "a quarter after the timeout,               16, 16, 1,  6, 16",
    "less than a quarter,                       15, 15, 1,  0,",
    "less than a quarter after the timeout,     15, 15, 1,  6,",
    "one position before twice the timeout,      1,  1, 1,  9,",
    "one position at twice the timeout,          1,  1, 1, 10, 16",
    "two lanes take half each,                  64, 64, 2,  0, 32",
    "three lanes take a third each,            100, 64, 3,  0, 34",
    "lanes do not divide below a quarter,       20, 20, 2,  0, 16",
    "two lanes take two batches,               200, 64, 2,  0, 64",
  })
  void adaptiveWaitsUntilABatchIsWorthItsWhile(
      String name, int positions, int fitting, int lanes, long ageMillis, Integer most) {
    BatchPolicy.Queue queue = new BatchPolicy.Queue(positions, fitting, ARRIVED, lanes);
    Decision expected =
        most == null ? new Decision.Wait(ARRIVED + 10 * MILLIS) : new Decision.Take(most);
    assertThat(ADAPTIVE.decide(queue, ARRIVED + ageMillis * MILLIS)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "one position,              1,  1, 1, 1",
    "a few,                    15, 15, 1, 15",
    "full,                     64, 64, 1, 64",
    "more than full,          200, 64, 1, 64",
    "the next does not fit,    70,  6, 1, 64",
    "two lanes,                15, 15, 2, 8",
    "two lanes and one position,   1,  1, 2, 1",
    "two lanes and two batches, 200, 64, 2, 64",
  })
  void drainTakesWhatThereIs(String name, int positions, int fitting, int lanes, int most) {
    BatchPolicy.Queue queue = new BatchPolicy.Queue(positions, fitting, ARRIVED, lanes);
    assertThat(new Drain(64).decide(queue, ARRIVED)).isEqualTo(new Decision.Take(most));
  }

  @Test
  void adaptiveWithoutALeastFillNeverWaits() {
    assertThat(
            new Adaptive(64, 0, Duration.ofMillis(5))
                .decide(new BatchPolicy.Queue(1, 1, ARRIVED, 1), ARRIVED))
        .isEqualTo(new Decision.Take(1));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Drain(0)).hasMessageContaining("batchSize=0");
    assertThatThrownBy(() -> new Adaptive(64, 101, Duration.ZERO))
        .hasMessageContaining("minBatchFill=101");
    assertThatThrownBy(() -> new Adaptive(64, 25, Duration.ofMillis(-1)))
        .hasMessageContaining("timeout=PT-0.001S");
  }
}
