package dev.alphazero.worker.search;

import dev.alphazero.worker.search.exact.Log;

/// The selection formula of AlphaZero (Silver et al. 2018, pseudocode `ucb_score`), in floats and
/// in the written order:
///
/// ```
/// score(a) = Q(a) + scale(N) P(a) / (1 + n(a))
/// scale(N) = (c_init + ln((N + c_base + 1) / c_base)) sqrt(N)
/// ```
///
/// N counts the node's own evaluation: 1 + the sum of its edges' visits n(a). Q is in [-1, 1] here
/// and in [0, 1] there, so the pseudocode's c_init counts twice.
final class Puct {
  private Puct() {}

  static float score(float q, float prior, float scale, int visits) {
    return q + (scale * prior) / (1 + visits);
  }

  /// Returns the index of the edge with the highest score, the lowest on ties.
  ///
  /// @param k edges of the node, at least 1, from index `first` of the arrays
  /// @param unvisitedQ Q of edges without visits
  static int best(
      int k,
      int first,
      int[] visits,
      float[] valueSums,
      float[] priors,
      float scale,
      float unvisitedQ) {
    int best = first;
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int e = first; e < first + k; e++) {
      int n = visits[e];
      float q = n == 0 ? unvisitedQ : valueSums[e] / n;
      float score = score(q, priors[e], scale, n);
      if (score > bestScore) {
        best = e;
        bestScore = score;
      }
    }
    return best;
  }

  /// Returns scale(N) of a node with N visits, at least 1.
  static float scale(SearchSettings settings, int nodeVisits) {
    float c = settings.cPuct();
    double base = settings.cPuctBase();
    if (base != SearchSettings.NO_GROWTH) {
      c = c + (float) Log.of((nodeVisits + base + 1) / base);
    }
    return c * (float) Math.sqrt((double) nodeVisits);
  }

  /// Returns the Q of unvisited edges: that of their node, less a reduction that grows with the
  /// priors already tried (as in Leela Chess Zero).
  ///
  /// @param q mean value of the node, its own evaluation included, for its player
  /// @param visitedPrior sum of the priors of visited edges, added in the order of first visits
  static float unvisitedQ(float q, float reduction, float visitedPrior) {
    return q - reduction * (float) Math.sqrt(visitedPrior);
  }

  /// Returns a noisy root's prior.
  static float noisyPrior(float prior, float noise, float fraction) {
    return (1 - fraction) * prior + fraction * noise;
  }

  /// Returns n_forced, the fewest visits that an edge of a noisy root gets once it has one: sqrt(k
  /// P(a) ΣN) (KataGo, arXiv 1902.10565 §3.2), P with noise.
  ///
  /// @param k the paper's constant; 0 forces nothing
  /// @param edgeVisits ΣN, sum of the visits of the root's edges
  static float forcedVisits(float k, float prior, int edgeVisits) {
    return (float) Math.sqrt((k * prior) * edgeVisits);
  }
}
