package dev.alphazero.worker.search;

/// How Gumbel search maps the completed Q values of one node, in [-1, 1], to [0, 1] before they are
/// scaled and added to the logits.
public enum QTransform {
  /// `(q + 1) / 2`: the same step everywhere in the tree. The default, see ADR 0003.
  UNIT {
    @Override
    void apply(float[] q, int k) {
      for (int i = 0; i < k; i++) {
        q[i] = (q[i] + 1) * 0.5f;
      }
    }
  },
  /// `(q - min) / (max - min)` over the node's actions: the default of mctx (`rescale_values`).
  MIN_MAX {
    @Override
    void apply(float[] q, int k) {
      float min = q[0];
      float max = q[0];
      for (int i = 1; i < k; i++) {
        min = Math.min(min, q[i]);
        max = Math.max(max, q[i]);
      }
      float range = Math.max(max - min, SMALLEST_RANGE);
      for (int i = 0; i < k; i++) {
        q[i] = (q[i] - min) / range;
      }
    }
  };

  private static final float SMALLEST_RANGE = 1e-8f;

  /// Maps `q[0, k)` in place.
  abstract void apply(float[] q, int k);
}
