package dev.alphazero.worker.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountsTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "950.4, 950", "12345, 12.3k", "1200000, 1.20M"})
  void count(double n, String text) {
    assertThat(Amounts.count(n)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1258291, 1.2 MiB", "3221225472, 3.0 GiB"})
  void bytes(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"-5, 0s ago", "59, 59s ago", "60, 1m ago", "7199, 1h ago", "172800, 2d ago"})
  void ago(long seconds, String text) {
    assertThat(Amounts.ago(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
