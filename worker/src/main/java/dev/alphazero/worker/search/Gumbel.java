package dev.alphazero.worker.search;

/// The formulas of "Policy improvement by planning with Gumbel" (Danihelka et al., ICLR 2022), for
/// one node. Arrays hold one entry per legal action from index `first`; results go to `[0, k)`.
/// Floats, in the written order, sums from first to last.
final class Gumbel {
  /// A visited action with a prior of 0 still has a weight in v_mix (as in mctx).
  private static final float SMALLEST_PRIOR = Float.MIN_NORMAL;

  private Gumbel() {}

  /// Writes logits + σ(completed Q), the logits of the improved policy π′ (equation 11).
  ///
  /// The Q of unvisited actions is completed with v_mix (equation 33): (v + ΣN Σ P Q / Σ P) / (1 +
  /// ΣN), where the last two sums run over visited actions. Then σ(q) = (c_visit + max N) c_scale q
  /// (equation 8), with q mapped to [0, 1] by the settings' transform.
  ///
  /// @param rawValue v, the network's value of the node, for its player
  static void improvedLogits(
      SearchSettings settings,
      int k,
      int first,
      int[] visits,
      float[] valueSums,
      float[] logits,
      float[] priors,
      float rawValue,
      float[] out) {
    int sumVisits = 0;
    int maxVisits = 0;
    float sumPriors = 0;
    float sumWeightedQ = 0;
    for (int i = 0; i < k; i++) {
      int n = visits[first + i];
      if (n > 0) {
        float q = valueSums[first + i] / n;
        float prior = Math.max(priors[first + i], SMALLEST_PRIOR);
        out[i] = q;
        sumVisits += n;
        maxVisits = Math.max(maxVisits, n);
        sumPriors = sumPriors + prior;
        sumWeightedQ = sumWeightedQ + prior * q;
      }
    }
    float mixed = rawValue;
    if (sumVisits > 0) {
      mixed = (rawValue + sumVisits * (sumWeightedQ / sumPriors)) / (1 + sumVisits);
    }
    for (int i = 0; i < k; i++) {
      if (visits[first + i] == 0) {
        out[i] = mixed;
      }
    }
    settings.qTransform().apply(out, k);
    float scale = (settings.gumbelVisitOffset() + maxVisits) * settings.gumbelScale();
    for (int i = 0; i < k; i++) {
      out[i] = logits[first + i] + scale * out[i];
    }
  }

  /// Returns the action that an inner node visits next: argmax of π′ - n / (1 + ΣN) (equation 14),
  /// the lowest index on ties.
  ///
  /// @param improvedPolicy `[k]` π′
  /// @return index in [0, k)
  static int interiorAction(int k, int first, int[] visits, float[] improvedPolicy) {
    int sumVisits = 0;
    for (int i = 0; i < k; i++) {
      sumVisits += visits[first + i];
    }
    float total = 1 + sumVisits;
    int best = 0;
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < k; i++) {
      float score = improvedPolicy[i] - visits[first + i] / total;
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }
}
