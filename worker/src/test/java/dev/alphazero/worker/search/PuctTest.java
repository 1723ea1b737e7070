package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PuctTest {
  private static final SearchSettings DEFAULTS = SearchSettings.defaults(Algorithm.PUCT);

  /// c(N) sqrt(N): at N = 1, 1.25 + ln(19654 / 19652) = 1.2501018; at N = 19651, (1.25 + ln 2) *
  /// 140.182 = 272.395; without growth 1.5 sqrt(N).
  @Test
  void scaleGrowsWithTheLogarithmOfVisits() {
    assertThat(Puct.scale(DEFAULTS, 1)).isCloseTo(1.2501018f, within(1e-6f));
    assertThat(Puct.scale(DEFAULTS, 19651)).isCloseTo(272.395f, within(1e-2f));
    SearchSettings constant = DEFAULTS.withCPuct(1.5f, SearchSettings.NO_GROWTH);
    assertThat(Puct.scale(constant, 1)).isEqualTo(1.5f);
    assertThat(Puct.scale(constant, 100)).isEqualTo(15f);
    assertThat(Puct.scale(constant, 1_000_000)).isEqualTo(1500f);
  }

  @Test
  void tableHoldsTheFormula() {
    PuctScale scale = new PuctScale(DEFAULTS);
    for (int most : new int[] {1, 5, 3, 800, 801}) {
      scale.ensure(most);
      for (int n = 1; n <= most; n++) {
        assertThat(scale.table()[n]).isEqualTo(Puct.scale(DEFAULTS, n));
      }
    }
  }

  @Test
  void formulas() {
    assertThat(Puct.score(0.5f, 0.2f, 10, 3)).isEqualTo(1);
    assertThat(Puct.unvisitedQ(0.1f, 0.25f, 0.64f)).isCloseTo(-0.1f, within(1e-7f));
    assertThat(Puct.noisyPrior(0.8f, 0.4f, 0.25f)).isCloseTo(0.7f, within(1e-7f));
    assertThat(Puct.forcedVisits(2, 0.08f, 100)).isCloseTo(4, within(1e-6f));
    assertThat(Puct.forcedVisits(0, 0.5f, 100)).isZero();
  }
}
