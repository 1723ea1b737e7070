package dev.alphazero.worker.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a training step changes. Restoring it into a new model continues the run bit for bit.
///
/// @param step steps taken
/// @param weights in the order of `WeightLayout.of(spec)`
/// @param average exponential moving average of `weights`, batch norm's statistics included: what
///   is published
/// @param firstMoments AdamW's mean of the gradients, `[parameters]`
/// @param secondMoments AdamW's mean of their squares, `[parameters]`
@SuppressWarnings("ArrayRecordComponent") // large vectors, written once and shared read-only
public record TrainState(
    long step, float[] weights, float[] average, float[] firstMoments, float[] secondMoments) {

  /// Returns the state before the first step.
  public static TrainState initial(NetworkSpec spec, float[] weights) {
    int parameters = spec.parameters();
    return new TrainState(
        0, weights, weights.clone(), new float[parameters], new float[parameters]);
  }

  /// Returns the state of vectors in the order of `vectors()`.
  public static TrainState ofVectors(long step, List<float[]> vectors) {
    return new TrainState(step, vectors.get(0), vectors.get(1), vectors.get(2), vectors.get(3));
  }

  /// Returns the vectors in the order in which training programs take and return them.
  public List<float[]> vectors() {
    return List.of(weights, average, firstMoments, secondMoments);
  }

  /// Returns the first number that is not finite as `average[12]=NaN`, or null if there is none.
  public @Nullable String notFinite() {
    String bad = notFinite("weights", weights);
    bad = bad != null ? bad : notFinite("average", average);
    bad = bad != null ? bad : notFinite("firstMoments", firstMoments);
    return bad != null ? bad : notFinite("secondMoments", secondMoments);
  }

  private static @Nullable String notFinite(String name, float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        return "%s[%d]=%s".formatted(name, i, numbers[i]);
      }
    }
    return null;
  }

  /// Checks that the state belongs to a network of this shape.
  public void requireFits(NetworkSpec spec) {
    WeightLayout layout = WeightLayout.of(spec);
    layout.requireSize(weights);
    layout.requireSize(average);
    if (firstMoments.length != layout.parameters() || secondMoments.length != layout.parameters()) {
      throw new IllegalArgumentException(
          "moments must have the network's parameters %d, firstMoments=%d, secondMoments=%d"
              .formatted(layout.parameters(), firstMoments.length, secondMoments.length));
    }
  }
}
