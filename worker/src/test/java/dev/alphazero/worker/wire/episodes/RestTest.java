package dev.alphazero.worker.wire.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RestTest {
  private static final long LENGTH = Rest.LENGTH.toNanos();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Rest rest = new Rest(nanos::get);

  @Test
  void endsByItselfWhenNothingMoreIsSaid() {
    assertThat(rest.lasts()).isFalse();
    rest.told(true);
    assertThat(rest.lasts()).isTrue();
    nanos.addAndGet(LENGTH - 1);
    assertThat(rest.lasts()).isTrue();
    nanos.addAndGet(1);
    assertThat(rest.lasts()).isFalse();
  }

  @Test
  void isAsLongAsSaidLast() {
    rest.told(true);
    nanos.addAndGet(LENGTH / 2);
    rest.told(true);
    nanos.addAndGet(LENGTH - 1);
    assertThat(rest.lasts()).isTrue();
    rest.told(false);
    assertThat(rest.lasts()).isFalse();
  }
}
