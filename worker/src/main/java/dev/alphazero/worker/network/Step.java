package dev.alphazero.worker.network;

import java.util.List;

/// One step of a network's evaluation: reads registers and writes one. Whatever walks a network (a
/// program in TorchScript, an ONNX file, the layout of the weights) knows these four.
public sealed interface Step {
  /// Returns the register that is written.
  String output();

  /// output = ReLU(norm(convolution(input))), `[n, outputs, H, W]`.
  record Convolve(String output, Convolution convolution, String input) implements Step {}

  /// output = ReLU(norm(convolution(input)) + output), `[n, outputs, H, W]`: the end of a residual
  /// block, whose input `output` has kept.
  record Residual(String output, Convolution convolution, String input) implements Step {}

  /// output = linear(before(input)), `[n, outputs]`.
  record Connect(String output, Linear linear, Operator before, String input) implements Step {}

  /// output = operator(inputs).
  record Apply(String output, Operator operator, List<String> inputs) implements Step {}
}
