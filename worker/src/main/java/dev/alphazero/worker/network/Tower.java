package dev.alphazero.worker.network;

import java.util.ArrayList;
import java.util.List;

/// The layers of a network, in the order in which a position passes them.
///
/// ```
/// stem ─ block ─ … ─ block ┬ policyConvolution ─ policyOutput                    logits  [n, A]
///                          └ valueConvolution ─ valueHidden ─ valueOutput ─ tanh values  [n]
/// ```
///
/// Batch norm and ReLU follow every convolution; a block adds its input before its second ReLU; a
/// ReLU follows `valueHidden`.
public record Tower(
    Convolution stem,
    List<Block> blocks,
    Convolution policyConvolution,
    Linear policyOutput,
    Convolution valueConvolution,
    Linear valueHidden,
    Linear valueOutput) {

  /// Added to a variance before its root is taken: PyTorch's default.
  public static final double NORM_EPSILON = 1e-5;

  /// The share of a batch in batch norm's running statistics: PyTorch's default.
  public static final double NORM_MOMENTUM = 0.1;

  private static final int POLICY_CHANNELS = 32;
  private static final int VALUE_CHANNELS = 4;
  private static final int VALUE_HIDDEN = 64;

  /// A residual block.
  public record Block(Convolution first, Convolution second) {}

  static Tower of(NetworkSpec spec) {
    int channels = spec.channels();
    int kernelHeight = spec.height() == 1 ? 1 : 3;
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < spec.blocks(); i++) {
      blocks.add(
          new Block(
              new Convolution("block" + i + ".first", channels, channels, kernelHeight, 3),
              new Convolution("block" + i + ".second", channels, channels, kernelHeight, 3)));
    }
    return new Tower(
        new Convolution("stem", spec.planes(), channels, kernelHeight, 3),
        List.copyOf(blocks),
        new Convolution("policy.convolution", channels, POLICY_CHANNELS, 1, 1),
        new Linear("policy.output", POLICY_CHANNELS * spec.cells(), spec.actions()),
        new Convolution("value.convolution", channels, VALUE_CHANNELS, 1, 1),
        new Linear("value.hidden", VALUE_CHANNELS * spec.cells(), VALUE_HIDDEN),
        new Linear("value.output", VALUE_HIDDEN, 1));
  }

  public List<Convolution> convolutions() {
    List<Convolution> all = new ArrayList<>();
    all.add(stem);
    for (Block block : blocks) {
      all.add(block.first());
      all.add(block.second());
    }
    all.add(policyConvolution);
    all.add(valueConvolution);
    return all;
  }

  public List<Linear> linears() {
    return List.of(policyOutput, valueHidden, valueOutput);
  }
}
