package dev.alphazero.worker.network.onnx;

import dev.alphazero.worker.network.Convolution;
import dev.alphazero.worker.network.Linear;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Operator;
import dev.alphazero.worker.network.Step;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.onnx.OnnxGraph.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Writes a network as an ONNX file: FP32, batch norm folded, any batch size.
///
/// | tensor | shape | |
/// |---|---|---|
/// | `planes` | `[n, C, H, W]` | input |
/// | `policy_logits` | `[n, A]` | before masking and softmax |
/// | `values` | `[n]` | in [-1, 1] for the player to move |
public final class OnnxExport {
  static final String PLANES = "planes";
  static final String POLICY_LOGITS = "policy_logits";
  static final String VALUES = "values";

  private final OnnxGraph graph = new OnnxGraph("alphazero");

  /// The name of the tensor that is in each register now.
  private final Map<String, String> tensors = new HashMap<>(Map.of("x", PLANES));

  private final Set<String> constants = new HashSet<>();

  private OnnxExport() {}

  /// Returns the file's content.
  ///
  /// @param folded in the order of `WeightLayout.folded(spec)`
  /// @param properties what the file says of itself, by key: `metadata_props`
  public static byte[] of(NetworkSpec spec, float[] folded, Map<String, String> properties) {
    OnnxExport export = new OnnxExport();
    properties.forEach(export.graph::property);
    return export.write(spec, folded);
  }

  private byte[] write(NetworkSpec spec, float[] folded) {
    graph.input(PLANES, spec.planes(), spec.height(), spec.width());
    graph.output(POLICY_LOGITS, spec.actions());
    graph.output(VALUES);
    for (WeightLayout.Tensor tensor : WeightLayout.folded(spec).tensors()) {
      graph.floats(tensor.name(), tensor.shape(), folded, tensor.offset(), tensor.size());
    }
    for (Step step : spec.tower().steps()) {
      tensors.put(step.output(), write(step));
    }
    return graph.model("alphazero");
  }

  /// Returns the name of the step's tensor.
  private String write(Step step) {
    return switch (step) {
      case Step.Convolve(_, Convolution convolution, String input) ->
          apply(Operator.RELU, convolution(convolution, tensor(input)));
      case Step.Residual(String x, Convolution convolution, String input) -> {
        String y = convolution(convolution, tensor(input));
        yield apply(Operator.RELU, node("Add", y + ".sum", List.of(y, tensor(x))));
      }
      case Step.Connect(_, Linear linear, Operator before, String input) ->
          linear(linear, apply(before, tensor(input)));
      case Step.Apply(_, Operator operator, List<String> inputs) ->
          apply(operator, inputs.stream().map(this::tensor).toArray(String[]::new));
    };
  }

  private String tensor(String register) {
    return Objects.requireNonNull(tensors.get(register), register);
  }

  private String convolution(Convolution convolution, String input) {
    int height = convolution.paddingHeight();
    int width = convolution.paddingWidth();
    return node(
        "Conv",
        convolution.name(),
        List.of(input, convolution.name() + ".weight", convolution.name() + ".bias"),
        Attribute.list("pads", height, width, height, width));
  }

  private String linear(Linear linear, String input) {
    return node(
        "Gemm",
        linear.kind() == Linear.Kind.POLICY ? POLICY_LOGITS : linear.name(),
        List.of(input, linear.name() + ".weight", linear.name() + ".bias"),
        Attribute.of("transB", 1));
  }

  private String apply(Operator operator, String... inputs) {
    List<String> read = List.of(inputs);
    for (Operator.Node node : operator.onnx()) {
      List<String> all = new ArrayList<>(read);
      node.constants()
          .forEach(
              (name, integers) -> {
                if (constants.add(name)) {
                  graph.integers(name, integers);
                }
                all.add(name);
              });
      read = List.of(node(node.operator(), node.output().formatted(read.getFirst()), all));
    }
    return read.getFirst();
  }

  private String node(
      String operator, String output, List<String> inputs, Attribute... attributes) {
    graph.node(operator, output, inputs, attributes);
    return output;
  }
}
