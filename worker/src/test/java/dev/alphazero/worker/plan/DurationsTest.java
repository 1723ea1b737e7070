package dev.alphazero.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "59.4, 59s",
    "59.5, 1m00s",
    "185, 3m05s",
    "3599.6, 1h00m",
    "8100, 2h15m",
    "90000, 25h00m"
  })
  void text(double seconds, String text) {
    assertThat(Durations.text(seconds)).isEqualTo(text);
  }
}
