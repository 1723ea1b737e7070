package dev.alphazero.worker.search;

/// What a search teaches the policy: a distribution over the root's legal actions, in the order of
/// `RootStatistics.actions`.
public final class PolicyTarget {
  private PolicyTarget() {}

  /// Writes the target of a finished search of either algorithm.
  ///
  /// @param out receives `[k]` numbers in [0, 1] that sum to 1; may be longer
  public static void of(RootStatistics stats, SearchSettings settings, float[] out) {
    switch (settings.algorithm()) {
      case PUCT -> puct(stats, settings, out);
      case GUMBEL -> gumbel(stats, settings, out);
    }
  }

  /// Writes the shares of the visit counts; at noisy roots, of those that PUCT would have made on
  /// its own (KataGo's target pruning, arXiv 1902.10565 §3.2).
  ///
  /// Pruning finds the most visited edge and takes up to n_forced visits from each other edge, one
  /// by one, as long as its PUCT score stays below that of the most visited; an edge with one visit
  /// left loses it too.
  ///
  /// @param out receives `[k]` numbers in [0, 1] that sum to 1; may be longer
  public static void puct(RootStatistics stats, SearchSettings settings, float[] out) {
    int sumVisits = 0;
    int best = 0;
    for (int i = 0; i < stats.size; i++) {
      sumVisits += stats.visits[i];
      if (stats.visits[i] > stats.visits[best]) {
        best = i;
      }
    }
    if (sumVisits == 0) {
      throw new IllegalArgumentException("the root must have been searched, visits=0");
    }
    boolean prune = stats.noisy && settings.forcedPlayouts() > 0;
    float scale = Puct.scale(settings, 1 + sumVisits);
    float bestScore = score(stats, settings, best, scale, stats.visits[best]);
    int kept = 0;
    for (int i = 0; i < stats.size; i++) {
      int visits = stats.visits[i];
      if (prune && i != best) {
        visits = pruned(stats, settings, i, scale, bestScore, sumVisits);
      }
      out[i] = visits;
      kept += visits;
    }
    for (int i = 0; i < stats.size; i++) {
      out[i] = out[i] / kept;
    }
  }

  private static int pruned(
      RootStatistics stats,
      SearchSettings settings,
      int i,
      float scale,
      float bestScore,
      int sumVisits) {
    int visits = stats.visits[i];
    float prior = prior(stats, settings, i);
    float forced = Puct.forcedVisits(settings.forcedPlayouts(), prior, sumVisits);
    int left = visits;
    while (left > 0
        && visits - left + 1 <= forced
        && score(stats, settings, i, scale, left - 1) < bestScore) {
      left--;
    }
    return left <= 1 ? 0 : left;
  }

  /// Score of edge i with its Q as it is and another visit count.
  private static float score(
      RootStatistics stats, SearchSettings settings, int i, float scale, int visits) {
    float q = stats.valueSums[i] / stats.visits[i];
    return Puct.score(q, prior(stats, settings, i), scale, visits);
  }

  private static float prior(RootStatistics stats, SearchSettings settings, int i) {
    return stats.noisy
        ? Puct.noisyPrior(stats.priors[i], stats.noise[i], settings.rootNoiseFraction())
        : stats.priors[i];
  }

  /// Writes the improved policy softmax(logits + σ(completed Q)).
  ///
  /// @param out receives `[k]` numbers in [0, 1] that sum to 1; may be longer
  public static void gumbel(RootStatistics stats, SearchSettings settings, float[] out) {
    Gumbel.improvedLogits(
        settings,
        stats.size,
        0,
        stats.visits,
        stats.valueSums,
        stats.logits,
        stats.priors,
        stats.rawValue,
        out);
    Softmax.inPlace(out, 0, stats.size);
  }
}
