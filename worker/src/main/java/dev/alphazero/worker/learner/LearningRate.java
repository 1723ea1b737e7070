package dev.alphazero.worker.learner;

/// The learning rate, a function of the samples presented so far, so that the batch does not change
/// what is learned.
///
/// `rate = base · √(batch/1024) · warm-up · decay`: the square root is the scaling rule of adaptive
/// optimisers (Malladi et al. 2022, arXiv 2205.10287); warm-up grows linearly to 1; decay follows
/// half a cosine from 1 to `finalShare` (Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5,
/// without restarts).
///
/// @param base rate at a batch of 1024
/// @param warmUpSamples 0 for none
/// @param decaySamples after which the rate stays at `finalShare`; without meaning if that is 1
/// @param finalShare in [0, 1]; 1 for a constant rate
public record LearningRate(double base, long warmUpSamples, long decaySamples, double finalShare) {
  private static final double BASE_BATCH = 1024;

  public LearningRate {
    check(base > 0, "base must be positive, base=", base);
    check(warmUpSamples >= 0, "warmUpSamples must not be negative, warmUpSamples=", warmUpSamples);
    check(
        finalShare >= 0 && finalShare <= 1,
        "finalShare must be in [0, 1], finalShare=",
        finalShare);
    check(
        finalShare == 1 || decaySamples > 0,
        "decaySamples must be positive, decaySamples=",
        decaySamples);
  }

  /// Returns a rate without decay.
  public static LearningRate constant(double base, long warmUpSamples) {
    return new LearningRate(base, warmUpSamples, 0, 1);
  }

  /// Returns the rate of the next step.
  ///
  /// @param samplesPresented before the step
  /// @param batch samples that the step presents
  public float at(long samplesPresented, int batch) {
    return (float)
        (base
            * StrictMath.sqrt(batch / BASE_BATCH)
            * warmUp(samplesPresented + batch)
            * decay(samplesPresented));
  }

  private double warmUp(long samples) {
    return samples >= warmUpSamples ? 1 : (double) samples / warmUpSamples;
  }

  private double decay(long samples) {
    if (finalShare == 1) {
      return 1;
    }
    double progress = Math.min(1, (double) samples / decaySamples);
    return finalShare + (1 - finalShare) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * progress));
  }

  private static void check(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException("learning rate: " + rule + value);
    }
  }
}
