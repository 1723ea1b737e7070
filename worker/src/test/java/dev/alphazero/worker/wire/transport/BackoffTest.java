package dev.alphazero.worker.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "1, 0.5, 50",
    "2, 0.5, 100",
    "3, 0.5, 200",
    "3, 0.25, 100",
    "7, 0.5, 3200",
    "8, 0.5, 5000",
    "9, 0.9, 9000",
    "2000, 0.9, 9000",
    "2147483647, 0, 0",
  })
  void longestWaitDoublesUpToTenSeconds(int failures, double random, long millis) {
    assertThat(Backoff.DEFAULT.after(failures, random)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0, 5000", "0.5, 7500", "0.9, 9500"})
  void aRefusalWaitsLong(double random, long millis) {
    assertThat(Backoff.DEFAULT.afterRefusal(random)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void limitsMustBeInOrder() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("first must be positive and at most the longest wait, first=PT2S, most=PT1S");
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("first=PT0S");
  }
}
