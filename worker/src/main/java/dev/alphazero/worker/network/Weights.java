package dev.alphazero.worker.network;

/// Weights to play with: the moving average of the trained ones.
///
/// @param flat as `network.WeightLayout.of(spec)` orders them, batch norm not folded
@SuppressWarnings("ArrayRecordComponent") // a large vector, written once and shared read-only
public record Weights(ModelVersion version, float[] flat) {
  /// Returns weights that are never replaced, with the version 0.0.
  public static Weights fixed(float[] flat) {
    return new Weights(new ModelVersion(0, 0), flat);
  }

  /// Returns the same weights with a version that names the step alone, whichever start of the
  /// learner took it: a lockstep run that is repeated repeats its versions too.
  public Weights ofStep() {
    return new Weights(new ModelVersion(0, version.step()), flat);
  }
}
