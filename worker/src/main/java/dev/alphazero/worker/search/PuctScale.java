package dev.alphazero.worker.search;

/// `Puct.scale` by N, computed once for a group of trees.
final class PuctScale {
  private final SearchSettings settings;
  private float[] scales = new float[0];

  PuctScale(SearchSettings settings) {
    this.settings = settings;
  }

  /// Makes `table` long enough to be indexed with `nodeVisits`.
  void ensure(int nodeVisits) {
    int known = scales.length;
    if (nodeVisits < known) {
      return;
    }
    float[] longer = new float[Math.max(nodeVisits + 1, known + known / 2)];
    System.arraycopy(scales, 0, longer, 0, known);
    for (int n = known; n < longer.length; n++) {
      longer[n] = Puct.scale(settings, n);
    }
    scales = longer;
  }

  /// Returns scale(N) by N, as long as the last `ensure` asked for; valid until the next one.
  float[] table() {
    return scales;
  }
}
