package dev.alphazero.worker.network;

/// Weights for inference, with each batch norm folded into the convolution before it.
///
/// With the running mean and variance fixed, batch norm is linear: `y = (Wx + b − mean)·s + shift`
/// with `s = scale / √(variance + ε)`, so that `W′ = s·W` and `b′ = (b − mean)·s + shift` (Jacob et
/// al. 2018, section 3.2).
public final class FoldedWeights {
  private FoldedWeights() {}

  /// Returns the folded weights, in the order of `WeightLayout.folded(spec)`.
  ///
  /// @param flat in the order of `WeightLayout.of(spec)`; not changed
  public static float[] of(NetworkSpec spec, float[] flat) {
    WeightLayout layout = WeightLayout.of(spec);
    layout.requireSize(flat);
    float[] folded = new float[WeightLayout.folded(spec).size()];
    System.arraycopy(flat, 0, folded, 0, folded.length);
    for (Convolution convolution : spec.tower().convolutions()) {
      fold(layout, convolution, flat, folded);
    }
    return folded;
  }

  /// Checks that folded weights are a network's.
  ///
  /// @throws IllegalArgumentException if they are of another size
  public static void requireFits(NetworkSpec spec, float[] folded) {
    int size = WeightLayout.folded(spec).size();
    if (folded.length != size) {
      throw new IllegalArgumentException(
          "folded weights must have the network's size %d, length=%d"
              .formatted(size, folded.length));
    }
  }

  private static void fold(
      WeightLayout layout, Convolution convolution, float[] flat, float[] folded) {
    int weight = layout.tensor(convolution.name() + ".weight").offset();
    int bias = layout.tensor(convolution.name() + ".bias").offset();
    int scale = layout.tensor(convolution.name() + ".scale").offset();
    int shift = layout.tensor(convolution.name() + ".shift").offset();
    int mean = layout.tensor(convolution.name() + ".mean").offset();
    int variance = layout.tensor(convolution.name() + ".variance").offset();
    int fanIn = convolution.fanIn();
    for (int o = 0; o < convolution.outputs(); o++) {
      double s = flat[scale + o] / StrictMath.sqrt(flat[variance + o] + Tower.NORM_EPSILON);
      folded[bias + o] = (float) ((flat[bias + o] - flat[mean + o]) * s + flat[shift + o]);
      int from = weight + o * fanIn;
      for (int i = from; i < from + fanIn; i++) {
        folded[i] = (float) (flat[i] * s);
      }
    }
  }
}
