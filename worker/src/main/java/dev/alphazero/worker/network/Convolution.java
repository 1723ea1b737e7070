package dev.alphazero.worker.network;

import java.util.List;

/// A convolution that keeps the board's size, with the batch norm that follows it.
///
/// It has a bias, as the published network has, although batch norm takes it out again: training
/// leaves it at zero, and folding puts batch norm's shift there.
public record Convolution(String name, int inputs, int outputs, int kernelHeight, int kernelWidth) {

  /// Returns the weight's shape, `[outputs, inputs, kernelHeight, kernelWidth]`.
  public List<Integer> shape() {
    return List.of(outputs, inputs, kernelHeight, kernelWidth);
  }

  public int weights() {
    return outputs * fanIn();
  }

  /// Returns how many inputs one output is a sum of.
  public int fanIn() {
    return inputs * kernelHeight * kernelWidth;
  }

  /// Returns the zeros around the board, above and below.
  public int paddingHeight() {
    return kernelHeight / 2;
  }

  /// Returns the zeros around the board, left and right.
  public int paddingWidth() {
    return kernelWidth / 2;
  }
}
