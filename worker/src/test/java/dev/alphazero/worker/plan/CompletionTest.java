package dev.alphazero.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class CompletionTest {
  private static final Completion NONE = new Completion(0, 0, 0, null, null);
  private static final Completion ALL = new Completion(10, 20, 40, Duration.ofMinutes(2), 0.01);
  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  @Test
  void eachLimitEndsIt() {
    assertThat(ALL.reached(new Counters(19, 39, 9, 119.9), UNKNOWN)).isNull();
    assertThat(ALL.reached(new Counters(0, 0, 10, 0), UNKNOWN)).isEqualTo("10 training steps");
    assertThat(ALL.reached(new Counters(20, 0, 0, 0), UNKNOWN)).isEqualTo("20 games");
    assertThat(ALL.reached(new Counters(0, 40, 0, 0), UNKNOWN)).isEqualTo("40 samples");
    assertThat(ALL.reached(new Counters(0, 0, 0, 120), UNKNOWN)).isEqualTo("the deadline of 2m00s");
  }

  @Test
  void soDoesFewErrors() {
    Counters begun = new Counters(1, 1, 1, 1);
    assertThat(ALL.reached(begun, OptionalDouble.of(0.011))).isNull();
    assertThat(ALL.reached(begun, OptionalDouble.of(0.01)))
        .isEqualTo("moves that give value away are 1.00 %, at most 1.00 % was asked for");
    assertThat(ALL.reached(begun, OptionalDouble.of(0))).isEqualTo("no move gives value away");
  }

  @Test
  void withoutALimitItNeverEnds() {
    Counters far = new Counters(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 1e18);
    assertThat(NONE.reached(far, OptionalDouble.of(0))).isNull();
    assertThat(NONE.share(far)).isZero();
    assertThat(NONE.isBounded()).isFalse();
    assertThat(new Completion(0, 0, 0, null, 0.0).isBounded()).isFalse();
    assertThat(ALL.isBounded()).isTrue();
  }

  @Test
  void theShareIsThatOfTheNearestLimit() {
    assertThat(ALL.share(new Counters(5, 10, 5, 12))).isEqualTo(0.5);
    assertThat(ALL.share(new Counters(5, 10, 1, 90))).isEqualTo(0.75);
    assertThat(ALL.share(new Counters(100, 0, 0, 0))).isEqualTo(1);
  }
}
