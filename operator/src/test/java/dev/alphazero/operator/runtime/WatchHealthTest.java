package dev.alphazero.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class WatchHealthTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final WatchHealth health = new WatchHealth(new TestClock(), Duration.ofSeconds(30));

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aReconnectionIsNotToldAndALongFailureIs() {
    assertThat(after(0, true)).isTrue();
    assertThat(after(10, false)).isTrue();
    assertThat(after(29, false)).isTrue();
    assertThat(after(1, false)).isFalse();
    assertThat(after(100, false)).isFalse();
  }

  @Test
  void aWatchThatComesBackIsWellAtOnceAndMayFailAnew() {
    after(0, false);
    assertThat(after(40, false)).isFalse();
    assertThat(after(1, true)).isTrue();
    assertThat(after(1, false)).isTrue();
    assertThat(after(29, false)).isTrue();
    assertThat(after(1, false)).isFalse();
  }

  private boolean after(int seconds, boolean watching) {
    now = now.plusSeconds(seconds);
    return health.isWell(watching);
  }
}
