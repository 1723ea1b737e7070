package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RoleMetricsTest {
  @Test
  @Timeout(60)
  void whatCountsIsAskedAfterACollectionToo() {
    AtomicLong games = new AtomicLong();
    try (RoleMetrics metrics =
        new RoleMetrics()
            .counter("alphazero.test.games", "Games of a test", games::get)
            .gauge("alphazero.test.waiting", "Games that wait", games::get)) {
      collect();
      games.set(7);

      assertThat(metrics.registry().scrape())
          .contains("alphazero_test_games_total 7.0", "alphazero_test_waiting 7.0");
    }
  }

  /// Returns when what only weak references hold is gone.
  private static void collect() {
    WeakReference<Object> unheld = new WeakReference<>(new Object());
    while (unheld.get() != null) {
      System.gc();
    }
  }
}
