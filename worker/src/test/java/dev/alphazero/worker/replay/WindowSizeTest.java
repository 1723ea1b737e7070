package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowSizeTest {
  /// By hand: 10^0.65 = 4.466836, 100^0.65 = 19.952623, 2^0.65 = 1.569168.
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 0",
    "1000, 1, 1",
    "1000, 1000, 1000",
    "1000, 1001, 1000",
    "1000, 2000, 1350",
    "1000, 10000, 3133",
    "1000, 100000, 12663",
    "1000, 100000000, 20000",
  })
  void followsTheFormula(long c, long samples, int size) {
    WindowSize window = new WindowSize(c, 20_000);
    assertThat(window.size(samples)).isEqualTo(size);
    assertThat(window.firstSample(samples)).isEqualTo(samples - size);
  }

  @ParameterizedTest
  @CsvSource({"1, 50", "7, 1000000", "500, 600", "500, 100"})
  void neverTakesBackASampleThatItLeft(long c, int maxSamples) {
    WindowSize window = new WindowSize(c, maxSamples);
    long first = 0;
    for (long samples = 0; samples < 20_000; samples++) {
      assertThat(window.firstSample(samples)).isGreaterThanOrEqualTo(first);
      first = window.firstSample(samples);
    }
  }
}
