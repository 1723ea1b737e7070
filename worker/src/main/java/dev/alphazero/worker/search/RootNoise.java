package dev.alphazero.worker.search;

import dev.alphazero.worker.random.CounterRandom;

/// Draws the noise that a search is begun with. Uses `StrictMath`, so that a seed means the same on
/// every machine; searches only receive the numbers.
public final class RootNoise {
  /// AlphaZero's rule of thumb: alpha is about this over the number of legal actions.
  public static final double ALPHA_SCALE = 10;

  private RootNoise() {}

  /// Writes a sample of the symmetric Dirichlet distribution: k numbers that sum to 1.
  ///
  /// @param alpha concentration, for example `ALPHA_SCALE / k`; positive
  /// @param out receives `[k]`; may be longer
  public static void dirichlet(CounterRandom random, double alpha, int k, float[] out) {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("alpha must be positive, alpha=" + alpha);
    }
    double[] logs = new double[k];
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < k; i++) {
      logs[i] = logGamma(random, alpha);
      max = Math.max(max, logs[i]);
    }
    double sum = 0;
    for (int i = 0; i < k; i++) {
      logs[i] = StrictMath.exp(logs[i] - max);
      sum += logs[i];
    }
    for (int i = 0; i < k; i++) {
      out[i] = (float) (logs[i] / sum);
    }
  }

  /// Writes k independent standard Gumbel variables.
  ///
  /// @param out receives `[k]`; may be longer
  public static void gumbel(CounterRandom random, int k, float[] out) {
    for (int i = 0; i < k; i++) {
      out[i] = (float) -StrictMath.log(-StrictMath.log(positive(random)));
    }
  }

  /// Returns the logarithm of a gamma variable of unit scale, so that small shapes do not
  /// underflow. Marsaglia and Tsang 2000 for alpha >= 1; below, the sample of alpha + 1 times
  /// U^(1/alpha).
  private static double logGamma(CounterRandom random, double alpha) {
    if (alpha < 1) {
      return logGamma(random, alpha + 1) + StrictMath.log(positive(random)) / alpha;
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      if (v <= 0) {
        continue;
      }
      double logV = 3 * StrictMath.log(v);
      double bound = 0.5 * x * x + d - d * v * v * v + d * logV;
      if (StrictMath.log(positive(random)) < bound) {
        return StrictMath.log(d) + logV;
      }
    }
  }

  /// Uniform in (0, 1).
  private static double positive(CounterRandom random) {
    return ((random.nextLong() >>> 12) + 0.5) * 0x1.0p-52;
  }
}
