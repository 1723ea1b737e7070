package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PolicyTargetTest {
  private static final SearchSettings PUCT =
      SearchSettings.defaults(Algorithm.PUCT).withCPuct(1, SearchSettings.NO_GROWTH);

  /// ΣN = 100, so scale = sqrt(101) = 10.05; the best edge scores 0.5 + 5.025 / 81 = 0.562.
  ///
  /// | edge | n_forced | why |
  /// |---|---|---|
  /// | 1 | sqrt(2 * 0.3 * 100) = 7.7 | 8 visits still score 3.015 / 9 = 0.335: 7 visits go |
  /// | 2 | sqrt(2 * 0.1 * 100) = 4.5 | without visits -0.9 + 1.005 = 0.105: all 4 go |
  /// | 3 | 4.5 | a single visit goes |
  @Test
  void pruningTakesForcedVisitsFromBadMoves() {
    RootStatistics stats =
        stats(
            new float[] {0.5f, 0.3f, 0.1f, 0.1f},
            new int[] {80, 15, 4, 1},
            new float[] {0.5f, 0, -0.9f, -0.9f});
    stats.noisy = true;
    assertThat(puct(stats, PUCT)).containsExactly(shares(80, 8, 0, 0), within(1e-6f));
  }

  /// As above, but edge 1 has Q = 0.4 and 0.4 + 3.015 / (1 + n) < 0.562 asks for n >= 18; and with
  /// Q = 0.3 for n >= 11.
  @Test
  void pruningSparesMovesThatTurnedOutWell() {
    float[] priors = {0.5f, 0.3f, 0.1f, 0.1f};
    int[] visits = {80, 15, 4, 1};
    RootStatistics good = stats(priors, visits, new float[] {0.5f, 0.4f, -0.9f, -0.9f});
    good.noisy = true;
    assertThat(puct(good, PUCT)).containsExactly(shares(80, 15, 0, 0), within(1e-6f));
    RootStatistics fair = stats(priors, visits, new float[] {0.5f, 0.3f, -0.9f, -0.9f});
    fair.noisy = true;
    assertThat(puct(fair, PUCT)).containsExactly(shares(80, 11, 0, 0), within(1e-6f));
  }

  /// Noise 1 on edge 2 gives it the prior 0.75 * 0.1 + 0.25 = 0.325: n_forced = 8.06, and without
  /// visits it would score -0.9 + 3.27 > 0.562. With n = 2 it scores 0.19, with n = 1 0.73: two
  /// stay.
  @Test
  void pruningUsesThePriorsThatTheSearchUsed() {
    RootStatistics stats =
        stats(
            new float[] {0.5f, 0.4f, 0.1f}, new int[] {80, 14, 6}, new float[] {0.5f, 0.5f, -0.9f});
    stats.noisy = true;
    stats.noise[0] = 0;
    stats.noise[1] = 0;
    stats.noise[2] = 1;
    assertThat(puct(stats, PUCT)).containsExactly(shares(80, 14, 2), within(1e-6f));
  }

  @Test
  void withoutNoiseOrForcedPlayoutsTheTargetIsVisitShares() {
    RootStatistics stats =
        stats(
            new float[] {0.5f, 0.3f, 0.1f, 0.1f},
            new int[] {80, 15, 4, 1},
            new float[] {0.5f, 0, -0.9f, -0.9f});
    assertThat(puct(stats, PUCT)).containsExactly(shares(80, 15, 4, 1), within(1e-6f));
    stats.noisy = true;
    SearchSettings off = PUCT.withRootNoise(0.25f, 0);
    assertThat(puct(stats, off)).containsExactly(shares(80, 15, 4, 1), within(1e-6f));
  }

  @Test
  void theOnlyMoveIsTheTarget() {
    RootStatistics stats = stats(new float[] {1}, new int[] {1}, new float[] {-1});
    stats.noisy = true;
    assertThat(puct(stats, PUCT)).containsExactly(1);
  }

  @Test
  void anUnsearchedRootHasNoTarget() {
    RootStatistics stats = stats(new float[] {1}, new int[] {0}, new float[] {0});
    assertThatThrownBy(() -> puct(stats, PUCT))
        .hasMessage("the root must have been searched, visits=0");
  }

  /// q = (0.2, -0.4), one action unvisited; equal logits, raw value 0.1. v_mix = (0.1 + 4 * (0.2 -
  /// 0.4) / 2) / 5 = -0.06. σ(q) = (50 + 3) (q + 1) / 2 = 31.8, 15.9, 24.91.
  @Test
  void gumbelTargetCompletesQ() {
    RootStatistics stats =
        stats(
            new float[] {1 / 3f, 1 / 3f, 1 / 3f},
            new int[] {3, 1, 0},
            new float[] {0.2f, -0.4f, 0});
    stats.rawValue = 0.1f;
    SearchSettings settings = SearchSettings.defaults(Algorithm.GUMBEL);
    float[] target = new float[3];
    PolicyTarget.of(stats, settings, target);
    double sum = 1 + StrictMath.exp(15.9 - 31.8) + StrictMath.exp(24.91 - 31.8);
    assertThat(target[0]).isCloseTo((float) (1 / sum), within(1e-6f));
    assertThat(target[1]).isCloseTo((float) (StrictMath.exp(15.9 - 31.8) / sum), within(1e-9f));
    assertThat(target[2]).isCloseTo((float) (StrictMath.exp(24.91 - 31.8) / sum), within(1e-6f));
  }

  /// Only the most visited can win; among them the noise decides when Q and logits are equal.
  @Test
  void gumbelWinnerIsAmongTheMostVisited() {
    SearchSettings settings = SearchSettings.defaults(Algorithm.GUMBEL);
    RootStatistics stats =
        stats(
            new float[] {0.25f, 0.25f, 0.25f, 0.25f},
            new int[] {7, 7, 2, 7},
            new float[] {0.1f, 0.1f, 0.9f, 0.1f});
    assertThat(GumbelRoot.winner(stats, settings)).as("ties go to the lowest").isEqualTo(0);
    stats.noise[1] = 0.5f;
    stats.noise[3] = 0.6f;
    assertThat(GumbelRoot.winner(stats, settings)).isEqualTo(3);
    stats.valueSums[1] = 7 * 0.3f;
    assertThat(GumbelRoot.winner(stats, settings)).isEqualTo(1);
  }

  /// Logits are 0 and the noise equals the priors, so that mixing changes nothing.
  private static RootStatistics stats(float[] priors, int[] visits, float[] q) {
    RootStatistics stats = new RootStatistics(priors.length);
    stats.size = priors.length;
    for (int i = 0; i < priors.length; i++) {
      stats.actions[i] = i;
      stats.priors[i] = priors[i];
      stats.noise[i] = priors[i];
      stats.visits[i] = visits[i];
      stats.valueSums[i] = q[i] * visits[i];
    }
    return stats;
  }

  private static float[] puct(RootStatistics stats, SearchSettings settings) {
    float[] target = new float[stats.size];
    PolicyTarget.puct(stats, settings, target);
    return target;
  }

  private static float[] shares(int... visits) {
    float[] shares = new float[visits.length];
    int sum = Arrays.stream(visits).sum();
    for (int i = 0; i < visits.length; i++) {
      shares[i] = (float) visits[i] / sum;
    }
    return shares;
  }
}
