package dev.alphazero.worker.wire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_500_000_000L);
  private final Refusals refusals = new Refusals(lines::add, nanos::get);

  @Test
  void oneLineASecondIsLoggedAndAllAreCounted() {
    end(Status.INVALID_ARGUMENT.withDescription("first"));
    end(Status.INVALID_ARGUMENT.withDescription("second"));
    end(Status.RESOURCE_EXHAUSTED.withDescription("third"));
    nanos.addAndGet(1_000_000_000L);
    end(Status.INVALID_ARGUMENT.withDescription("fourth"));
    nanos.addAndGet(1_000_000_000L);
    end(Status.FAILED_PRECONDITION.withDescription("fifth"));
    assertThat(lines)
        .containsExactly(
            "refused a/B of an unknown peer: INVALID_ARGUMENT, first",
            "refused a/B of an unknown peer: INVALID_ARGUMENT, fourth (and 2 more)",
            "refused a/B of an unknown peer: FAILED_PRECONDITION, fifth");
    assertThat(refusals.count()).isEqualTo(5);
  }

  @Test
  void whatHappensInNormalTimesIsNoRefusal() {
    end(Status.OK);
    end(Status.CANCELLED);
    end(Status.UNAVAILABLE);
    end(Status.NOT_FOUND);
    assertThat(refusals.count()).isZero();
    assertThat(lines).isEmpty();
  }

  private void end(Status status) {
    refusals.newServerStreamTracer("a/B", new Metadata()).streamClosed(status);
  }
}
