package dev.alphazero.worker.network;

/// The version of published weights. Versions only grow: a learner that starts again from an older
/// checkpoint takes its steps a second time, but under a new incarnation.
///
/// @param incarnation counts the starts of the learner, from 1, in [0, 2^23)
/// @param step training steps behind the weights, in [0, 2^40)
public record ModelVersion(int incarnation, long step) implements Comparable<ModelVersion> {
  private static final int STEP_BITS = 40;

  public ModelVersion {
    if (incarnation < 0 || incarnation >= 1 << 23 || step < 0 || step >= 1L << STEP_BITS) {
      throw new IllegalArgumentException(
          "incarnation must be in [0, 2^23) and step in [0, 2^40), incarnation="
              + incarnation
              + ", step="
              + step);
    }
  }

  /// Returns the version of a number that `packed` returned.
  public static ModelVersion ofPacked(long packed) {
    return new ModelVersion((int) (packed >>> STEP_BITS), packed & ((1L << STEP_BITS) - 1));
  }

  /// Returns the version as one number, in the same order as the versions.
  public long packed() {
    return (long) incarnation << STEP_BITS | step;
  }

  @Override
  public int compareTo(ModelVersion other) {
    return Long.compare(packed(), other.packed());
  }

  @Override
  public String toString() {
    return incarnation + "." + step;
  }
}
