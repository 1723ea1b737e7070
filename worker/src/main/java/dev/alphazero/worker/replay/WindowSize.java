package dev.alphazero.worker.replay;

/// How many of the newest samples the replay window holds.
///
/// `W(N) = c·(1 + β·((N/c)^α − 1)/α)` for N > c, else N, with α = 0.65 and β = 0.4: KataGo (Wu
/// 2019, arXiv 1902.10565, appendix C) with the exponent and the factor of its later runs
/// (`shuffle.py`).
///
/// @param c samples from which on the window grows more slowly than the samples
/// @param maxSamples the window never holds more, whatever the formula says
public record WindowSize(long c, int maxSamples) {
  private static final double ALPHA = 0.65;
  private static final double BETA = 0.4;

  public WindowSize {
    if (c < 1 || maxSamples < 1) {
      throw new IllegalArgumentException(
          "c and maxSamples must be positive, c=" + c + ", maxSamples=" + maxSamples);
    }
  }

  /// Returns W, the samples held after N, `samples`, have been added in all.
  public int size(long samples) {
    if (samples <= c) {
      return (int) Math.min(samples, maxSamples);
    }
    // StrictMath: compiled and interpreted code must agree for a run to repeat exactly.
    double power = StrictMath.pow((double) samples / c, ALPHA);
    double size = c * (1 + BETA * (power - 1) / ALPHA);
    return (int) Math.min(Math.min(size, samples), maxSamples);
  }

  /// Returns the number of the oldest sample held, counted from 0 since the run began.
  public long firstSample(long samples) {
    return samples - size(samples);
  }
}
