package dev.alphazero.worker.search;

/// Sequential halving at the root of a Gumbel search.
public final class GumbelRoot {
  private GumbelRoot() {}

  /// Returns the index in [0, k) of the root action to play: the highest gumbel + logit + σ(Q)
  /// among the most visited, the lowest index on ties. It indexes `stats.actions`.
  public static int winner(RootStatistics stats, SearchSettings settings) {
    int mostVisits = 0;
    for (int i = 0; i < stats.size; i++) {
      mostVisits = Math.max(mostVisits, stats.visits[i]);
    }
    float[] improved = new float[stats.size];
    Gumbel.improvedLogits(
        settings,
        stats.size,
        0,
        stats.visits,
        stats.valueSums,
        stats.logits,
        stats.priors,
        stats.rawValue,
        improved);
    return best(stats.size, stats.visits, mostVisits, stats.noise, improved);
  }

  /// Returns the index in [0, k) of the highest noise + improved logit among the actions with
  /// `consideredVisits` visits, the lowest on ties.
  ///
  /// @param visits `[k]`
  /// @param noise `[k]` Gumbel variables
  /// @param improvedLogits `[k]`, of `Gumbel.improvedLogits`
  static int best(
      int k, int[] visits, int consideredVisits, float[] noise, float[] improvedLogits) {
    int best = -1;
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < k; i++) {
      float score = noise[i] + improvedLogits[i];
      if (visits[i] == consideredVisits && (best < 0 || score > bestScore)) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }
}
