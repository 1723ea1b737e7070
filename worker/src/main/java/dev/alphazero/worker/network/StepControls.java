package dev.alphazero.worker.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What a training program is given beside samples, `controls` of `torchscript.TrainingScript`.
///
/// | float | what |
/// |---|---|
/// | 0 | the number of this step, from 1 |
/// | 1 | the learning rate |
/// | 2 | the weight of the new weights in the average, in [0, 1] |
public final class StepControls {
  public static final int FLOATS = 3;

  private StepControls() {}

  /// Writes the controls of a step.
  ///
  /// @param to `[FLOATS]` native-endian floats
  /// @param averageDecay share of the old average in the new one, in [0, 1]
  public static void write(MemorySegment to, long step, float learningRate, float averageDecay) {
    to.setAtIndex(ValueLayout.JAVA_FLOAT, 0, (float) step);
    to.setAtIndex(ValueLayout.JAVA_FLOAT, 1, learningRate);
    to.setAtIndex(ValueLayout.JAVA_FLOAT, 2, 1 - averageDecay);
  }
}
