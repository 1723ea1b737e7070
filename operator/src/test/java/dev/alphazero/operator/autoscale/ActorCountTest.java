package dev.alphazero.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AutoscalingMode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActorCountTest {
  private static final Limits LIMITS = new Limits(4, 48, 80);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # mode, replicas, running, decided -> wanted
          OFF,     24,   ,   , 24
          OFF,     60, 24, 30, 60
          OFF,      0, 24, 30,  0
          ADVISE,  24, 24, 30, 24
          ADVISE,  60,   ,   , 60
          ENFORCE, 24,   ,   , 24
          ENFORCE, 60,   ,   , 48
          ENFORCE,  1,   ,   ,  4
          ENFORCE, 24, 30,   , 30
          ENFORCE, 24, 60,   , 48
          ENFORCE, 24, 30, 33, 33
          """)
  void everyModeHasItsCount(
      AutoscalingMode mode,
      int replicas,
      @Nullable Integer running,
      @Nullable Integer decided,
      int wanted) {
    Recommendation decision =
        decided == null
            ? null
            : new Recommendation(AutoscalerState.START, decided, Reason.SCALING_UP, "");
    OptionalInt count = running == null ? OptionalInt.empty() : OptionalInt.of(running);
    assertThat(ActorCount.wanted(mode, LIMITS, replicas, count, decision)).isEqualTo(wanted);
  }
}
