package dev.alphazero.worker.network;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.Arrays;

/// The weights a run starts from.
///
/// Weights before a ReLU are normal with variance 2 / fan-in (He et al. 2015, equation 10). The
/// last layer of each head is zero, so that the first policy is uniform over the legal actions and
/// the first value is 0: a first search is not misled by noise.
public final class InitialWeights {
  private InitialWeights() {}

  /// Returns the flat weights, in the order of `WeightLayout.of(spec)`; the same for the same seed
  /// on every machine.
  public static float[] of(NetworkSpec spec, long seed) {
    WeightLayout layout = WeightLayout.of(spec);
    Tower tower = spec.tower();
    float[] flat = new float[layout.size()];
    for (Convolution convolution : tower.convolutions()) {
      drawNormal(flat, layout.tensor(convolution.name() + ".weight"), convolution.fanIn(), seed);
      fill(flat, layout.tensor(convolution.name() + ".scale"), 1);
      fill(flat, layout.tensor(convolution.name() + ".variance"), 1);
    }
    for (Linear linear : tower.linears()) {
      if (linear.kind() == Linear.Kind.HIDDEN) {
        drawNormal(flat, layout.tensor(linear.name() + ".weight"), linear.inputs(), seed);
      }
    }
    return flat;
  }

  private static void drawNormal(float[] flat, WeightLayout.Tensor tensor, int fanIn, long seed) {
    CounterRandom random = CounterRandom.of(seed, tensor.offset(), 0, Purpose.WEIGHTS);
    double deviation = StrictMath.sqrt(2.0 / fanIn);
    for (int i = 0; i < tensor.size(); i++) {
      flat[tensor.offset() + i] = (float) (deviation * random.nextGaussian());
    }
  }

  private static void fill(float[] flat, WeightLayout.Tensor tensor, float value) {
    Arrays.fill(flat, tensor.offset(), tensor.offset() + tensor.size(), value);
  }
}
