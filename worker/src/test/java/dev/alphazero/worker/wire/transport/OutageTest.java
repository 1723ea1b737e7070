package dev.alphazero.worker.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OutageTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Outage outage =
      new Outage("weights", Backoff.DEFAULT, new Random(1), lines::add, nanos::get);

  @Test
  void aReasonIsToldOnceAndItsEndToo() {
    Status away = Status.UNAVAILABLE.withDescription("away");
    outage.failed(away);
    outage.failed(away);
    outage.failed(Status.UNAVAILABLE.withDescription("no weights yet"));
    outage.over();
    outage.over();
    outage.failed(away);
    assertThat(lines)
        .containsExactly(
            "weights: UNAVAILABLE, away. Trying again until it works.",
            "weights: UNAVAILABLE, no weights yet. Trying again until it works.",
            "weights: works again after 3 failures",
            "weights: UNAVAILABLE, away. Trying again until it works.");
  }

  @Test
  void aRefusalWaitsLongFromTheStart() {
    assertThat(outage.failed(Status.UNAVAILABLE)).isLessThanOrEqualTo(Duration.ofMillis(100));
    assertThat(outage.failed(Status.FAILED_PRECONDITION))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void itLastsFromTheFirstFailureInARow() {
    assertThat(outage.lasting()).isZero();
    nanos.addAndGet(7_000_000_000L);
    outage.failed(Status.UNAVAILABLE);
    nanos.addAndGet(2_000_000_000L);
    outage.failed(Status.UNAVAILABLE);
    nanos.addAndGet(3_000_000_000L);
    assertThat(outage.lasting()).isEqualTo(Duration.ofSeconds(5));
    outage.over();
    assertThat(outage.lasting()).isZero();
  }
}
