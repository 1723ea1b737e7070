package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateWindowTest {
  private final AtomicLong nanos = new AtomicLong(5);
  private final RateWindow window = new RateWindow(nanos::get, 100, 0);

  @Test
  void ratesAreSinceTheStartInTheFirstMinute() {
    pass(Duration.ofSeconds(10));
    assertThat(window.perSecond(200, 5)).containsExactly(10, 0.5);
    pass(Duration.ofSeconds(10));
    assertThat(window.perSecond(200, 5)).containsExactly(5, 0.25);
  }

  @Test
  void laterTheyForgetWhatIsOlder() {
    for (int second = 1; second <= 600; second++) {
      pass(Duration.ofSeconds(1));
      window.perSecond(100 + second, 0);
    }
    // Ten times as fast from now on.
    for (int second = 1; second <= 61; second++) {
      pass(Duration.ofSeconds(1));
      window.perSecond(700 + 10 * second, 0);
    }
    assertThat(window.perSecond(700 + 10 * 61, 0)[0]).isEqualTo(10, within(0.2));
  }

  @Test
  void howOftenItIsAskedChangesNothing() {
    RateWindow seldom = new RateWindow(nanos::get, 100, 0);
    for (int tick = 1; tick <= 400; tick++) {
      pass(Duration.ofMillis(100));
      window.perSecond(100 + tick, 0);
    }
    assertThat(seldom.perSecond(500, 0)[0]).isEqualTo(10, within(1e-9));
    assertThat(window.perSecond(500, 0)[0]).isEqualTo(10, within(1e-9));
  }

  @Test
  void atOnceThereIsNoRateWithoutGrowth() {
    assertThat(window.perSecond(100, 0)).containsExactly(0, 0);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
