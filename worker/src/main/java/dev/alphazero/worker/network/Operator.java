package dev.alphazero.worker.network;

import java.util.List;
import java.util.Map;

/// An operator without weights, as TorchScript and ONNX spell it: so that a block which needs
/// another one finds one place to add it.
public enum Operator {
  /// `[n, C, H, W]` as `[n, C·H·W]`.
  FLATTEN("torch.flatten(%s, 1, -1)", Node.of("Flatten", "%s.flat")),

  /// The larger of x and 0; TorchScript writes it into its input.
  RELU("torch.relu_(%s)", Node.of("Relu", "%s.relu")),

  /// Values from the last layer of their head: the tanh of `[n, 1]`, as `[n]`.
  VALUES(
      "torch.tanh(torch.flatten(%s, 0, -1))",
      new Node("Squeeze", "value.squeezed", Map.of("columns", List.of(1L))),
      Node.of("Tanh", "values"));

  /// A node of an ONNX graph.
  ///
  /// @param output name of its output; `%s` stands for the name of its first input
  /// @param constants inputs after the others: vectors of integers, by name; one name is one vector
  ///   in the whole graph
  public record Node(String operator, String output, Map<String, List<Long>> constants) {
    static Node of(String operator, String output) {
      return new Node(operator, output, Map.of());
    }
  }

  private final String torchScript;
  private final List<Node> onnx;

  Operator(String torchScript, Node... onnx) {
    this.torchScript = torchScript;
    this.onnx = List.of(onnx);
  }

  /// Returns the expression in TorchScript.
  ///
  /// @param inputs expressions
  public String torchScript(String... inputs) {
    return torchScript.formatted((Object[]) inputs);
  }

  /// Returns the nodes in ONNX: the first reads the inputs, each other one the node before it.
  public List<Node> onnx() {
    return onnx;
  }
}
