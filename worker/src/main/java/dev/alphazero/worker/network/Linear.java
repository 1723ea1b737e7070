package dev.alphazero.worker.network;

import java.util.List;

/// A fully connected layer with a bias.
public record Linear(String name, int inputs, int outputs) {
  /// Returns the weight's shape, `[outputs, inputs]`.
  public List<Integer> shape() {
    return List.of(outputs, inputs);
  }

  public int weights() {
    return outputs * inputs;
  }
}
