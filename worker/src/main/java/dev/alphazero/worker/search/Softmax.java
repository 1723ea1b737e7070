package dev.alphazero.worker.search;

import dev.alphazero.worker.search.exact.Exp;

/// Softmax of floats in a fixed order: the largest is subtracted, sums run from first to last.
public final class Softmax {
  private Softmax() {}

  /// Replaces the logits `x[first, first + k)` by their softmax; k is at least 1.
  ///
  /// @throws IllegalStateException if a logit is not a number or infinite
  public static void inPlace(float[] x, int first, int k) {
    int end = first + k;
    float max = x[first];
    for (int i = first + 1; i < end; i++) {
      if (x[i] > max) {
        max = x[i];
      }
    }
    float sum = 0;
    for (int i = first; i < end; i++) {
      float e = Exp.of(x[i] - max);
      x[i] = e;
      sum = sum + e;
    }
    if (!(sum >= 1)) { // the largest adds e^0 = 1, unless something is NaN
      throw Refusals.badLogits(max);
    }
    for (int i = first; i < end; i++) {
      x[i] = x[i] / sum;
    }
  }
}
