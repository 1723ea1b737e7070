package dev.alphazero.worker.network.onnx;

import dev.alphazero.worker.network.Convolution;
import dev.alphazero.worker.network.Linear;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Tower;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.onnx.OnnxGraph.Attribute;
import java.util.List;
import java.util.Map;

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
    Tower tower = spec.tower();
    graph.input(PLANES, spec.planes(), spec.height(), spec.width());
    graph.output(POLICY_LOGITS, spec.actions());
    graph.output(VALUES);
    for (WeightLayout.Tensor tensor : WeightLayout.folded(spec).tensors()) {
      graph.floats(tensor.name(), tensor.shape(), folded, tensor.offset(), tensor.size());
    }
    String x = relu(convolution(tower.stem(), PLANES));
    for (Tower.Block block : tower.blocks()) {
      String y = convolution(block.second(), relu(convolution(block.first(), x)));
      x = relu(node("Add", y + ".sum", List.of(y, x)));
    }
    policyHead(tower, x);
    valueHead(tower, x);
    return graph.model("alphazero");
  }

  private void policyHead(Tower tower, String x) {
    String p = flatten(relu(convolution(tower.policyConvolution(), x)));
    linear(tower.policyOutput(), p, POLICY_LOGITS);
  }

  private void valueHead(Tower tower, String x) {
    String v = flatten(relu(convolution(tower.valueConvolution(), x)));
    v = relu(linear(tower.valueHidden(), v, "value.hidden"));
    v = linear(tower.valueOutput(), v, "value.output");
    graph.integers("columns", 1);
    node("Tanh", VALUES, List.of(node("Squeeze", "value.squeezed", List.of(v, "columns"))));
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

  private String linear(Linear linear, String input, String output) {
    return node(
        "Gemm",
        output,
        List.of(input, linear.name() + ".weight", linear.name() + ".bias"),
        Attribute.of("transB", 1));
  }

  private String relu(String input) {
    return node("Relu", input + ".relu", List.of(input));
  }

  private String flatten(String input) {
    return node("Flatten", input + ".flat", List.of(input));
  }

  private String node(
      String operator, String output, List<String> inputs, Attribute... attributes) {
    graph.node(operator, output, inputs, attributes);
    return output;
  }
}
