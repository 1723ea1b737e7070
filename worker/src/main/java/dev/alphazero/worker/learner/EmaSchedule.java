package dev.alphazero.worker.learner;

/// How fast the moving average of the weights forgets, counted in samples.
///
/// The half-life is at most 10 % of the samples presented: a young run is not held back by its
/// first weights.
///
/// @param halfLifeSamples samples after which an old weight counts half; 0 for no average
public record EmaSchedule(long halfLifeSamples) {
  private static final double LARGEST_SHARE = 0.1;

  public EmaSchedule {
    if (halfLifeSamples < 0) {
      throw new IllegalArgumentException(
          "halfLifeSamples must not be negative, halfLifeSamples=" + halfLifeSamples);
    }
  }

  /// Returns the share of the average that stays in the next step, in [0, 1).
  ///
  /// @param samplesPresented before the step
  /// @param batch samples that the step presents
  public float decay(long samplesPresented, int batch) {
    double halfLife = Math.min(halfLifeSamples, LARGEST_SHARE * (samplesPresented + batch));
    return halfLife == 0 ? 0 : (float) StrictMath.pow(0.5, batch / halfLife);
  }
}
