package dev.alphazero.crd.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "20ms, PT0.02S, 20ms",
    "10m, PT10M, 10m",
    "1h30m, PT1H30M, 1h30m",
    "90m, PT1H30M, 1h30m",
    "0s, PT0S, 0s",
    "24h, PT24H, 24h",
    "1s500ms, PT1.5S, 1s500ms",
    "5m5m, PT10M, 10m",
    "2d, PT48H, 48h",
    "1d12h, PT36H, 36h"
  })
  void readsAndWritesTheNotationOfKubernetes(String text, Duration duration, String shortest) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.format(duration)).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "m", "10 m", "-1s", "1w", "1.5h", "10M", "1h ", "1h\n", "9999999999h"})
  void refusesOtherText(String text) {
    assertThat(DurationText.isDuration(text)).isFalse();
    assertThatThrownBy(() -> DurationText.parse(text)).hasMessageContaining("duration=" + text);
  }

  @Test
  void theLongestTextOfSixteenCharactersIsNoOverflow() {
    assertThat(DurationText.parse("999999999h9999h").toHours()).isEqualTo(1_000_009_998L);
    assertThat(DurationText.parse("999999999d9999d").toDays()).isEqualTo(1_000_009_998L);
  }
}
