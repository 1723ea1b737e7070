package dev.alphazero.worker.network;

/// The constants of AdamW (Loshchilov and Hutter 2019), which do not change during a run.
///
/// @param weightDecay per step and multiplied by the learning rate; on weights only, neither on
///   biases nor on batch norm
/// @param clipNorm the gradient is scaled down to this Euclidean norm when it is longer
/// @param beta1 decay of the first moments
/// @param beta2 decay of the second moments
/// @param epsilon added to the root of a second moment
public record OptimizerSettings(
    double weightDecay, double clipNorm, double beta1, double beta2, double epsilon) {

  public OptimizerSettings {
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay must be in [0, 1)", weightDecay);
    require(clipNorm > 0 && Double.isFinite(clipNorm), "clipNorm must be positive", clipNorm);
    require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1)", beta2);
    require(epsilon > 0 && Double.isFinite(epsilon), "epsilon must be positive", epsilon);
  }

  /// Returns settings with the usual moments.
  public static OptimizerSettings of(double weightDecay, double clipNorm) {
    return new OptimizerSettings(weightDecay, clipNorm, 0.9, 0.999, 1e-8);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException("optimizer " + rule + ", value=" + value);
    }
  }
}
