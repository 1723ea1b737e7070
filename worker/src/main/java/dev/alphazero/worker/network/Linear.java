package dev.alphazero.worker.network;

import java.util.List;

/// A fully connected layer with a bias.
public record Linear(String name, int inputs, int outputs, Kind kind) {
  /// What its numbers are for.
  public enum Kind {
    /// Read by further layers.
    HIDDEN,
    /// The policy's logits.
    POLICY,
    /// The value before its tanh: computed in FP32 throughout, as BF16 has few numbers in [-1, 1].
    VALUE
  }

  /// Returns the weight's shape, `[outputs, inputs]`.
  public List<Integer> shape() {
    return List.of(outputs, inputs);
  }

  public int weights() {
    return outputs * inputs;
  }
}
