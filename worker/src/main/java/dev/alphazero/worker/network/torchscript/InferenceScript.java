package dev.alphazero.worker.network.torchscript;

import static dev.alphazero.worker.network.torchscript.MethodSource.channelsLast;
import static dev.alphazero.worker.network.torchscript.MethodSource.copyTo;
import static dev.alphazero.worker.network.torchscript.MethodSource.list;
import static dev.alphazero.worker.network.torchscript.MethodSource.name;
import static dev.alphazero.worker.network.torchscript.MethodSource.range;
import static dev.alphazero.worker.network.torchscript.MethodSource.to;

import dev.alphazero.worker.network.Convolution;
import dev.alphazero.worker.network.Linear;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Operator;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Step;
import dev.alphazero.worker.network.Tower;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.planes.PlaneLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A module that evaluates positions, with batch norm folded.
///
/// `set_weights(folded)` takes the flat folded vector and keeps each tensor in the layout in which
/// it is used; `forward(planes, policy_logits, values)` writes into the caller's two tensors.
///
/// A `resident` module also has `evaluate(packed, policy_logits, values)`, which reads packed
/// positions, and `update_weights(folded)`, which keeps the tensors that `set_weights` made, so
/// that a recorded sequence of operators stays valid.
public final class InferenceScript {
  /// How convolutions are computed.
  public enum Kernels {
    /// PyTorch's operators, on any device.
    PLAIN,
    /// oneDNN's operators with ReLU and addition fused and weights packed once. x86 processors
    /// only.
    PACKED
  }

  /// The batch for which oneDNN chooses a packed layout; other sizes run on the same layout.
  private static final int PACKING_BATCH = 64;

  private final NetworkSpec spec;
  private final Tower tower;
  private final WeightLayout layout;
  private final Precision precision;
  private final Kernels kernels;

  private InferenceScript(NetworkSpec spec, Precision precision, Kernels kernels) {
    this.spec = spec;
    tower = spec.tower();
    layout = WeightLayout.folded(spec);
    this.precision = precision;
    this.kernels = kernels;
  }

  /// Returns an archive without weights: `set_weights` brings them.
  public static byte[] archive(NetworkSpec spec, Precision precision, Kernels kernels) {
    ScriptArchive archive = new ScriptArchive();
    for (WeightLayout.Tensor tensor : WeightLayout.folded(spec).tensors()) {
      archive.placeholder(name(tensor.name()));
    }
    return archive.methods(source(spec, precision, kernels)).bytes();
  }

  /// Returns an archive, without weights, of a module that stays on a device.
  public static byte[] residentArchive(NetworkSpec spec, PlaneLayout layout, Precision precision) {
    ScriptArchive archive = new ScriptArchive();
    for (WeightLayout.Tensor tensor : WeightLayout.folded(spec).tensors()) {
      archive.placeholder(name(tensor.name()));
    }
    PackedPlanes.addTo(archive, layout);
    return archive.methods(residentSource(spec, layout, precision)).bytes();
  }

  /// Returns an archive for other programs: FP32, weights included, `forward(planes)` returns
  /// policy logits `[n, A]` and values `[n]`.
  ///
  /// @param folded in the order of `WeightLayout.folded(spec)`
  /// @param extraFiles what the archive says of itself, by name: PyTorch's `_extra_files`
  public static byte[] export(NetworkSpec spec, float[] folded, Map<String, String> extraFiles) {
    ScriptArchive archive = new ScriptArchive();
    extraFiles.forEach(archive::extraFile);
    for (WeightLayout.Tensor tensor : WeightLayout.folded(spec).tensors()) {
      int end = tensor.offset() + tensor.size();
      archive.tensor(
          name(tensor.name()), tensor.shape(), Arrays.copyOfRange(folded, tensor.offset(), end));
    }
    InferenceScript script = new InferenceScript(spec, Precision.FP32, Kernels.PLAIN);
    return archive.methods(script.exportedForward()).bytes();
  }

  /// Returns the source of the module's methods.
  public static String source(NetworkSpec spec, Precision precision, Kernels kernels) {
    InferenceScript script = new InferenceScript(spec, precision, kernels);
    return script.setWeights() + script.forward();
  }

  /// Returns the source of a resident module's methods.
  public static String residentSource(NetworkSpec spec, PlaneLayout layout, Precision precision) {
    InferenceScript script = new InferenceScript(spec, precision, Kernels.PLAIN);
    return source(spec, precision, Kernels.PLAIN)
        + script.updateWeights()
        + PackedPlanes.evaluateMethod(layout);
  }

  private String updateWeights() {
    MethodSource source = new MethodSource("update_weights", "folded: Tensor", "NoneType");
    for (WeightLayout.Tensor tensor : layout.tensors()) {
      int end = tensor.offset() + tensor.size();
      source.line(
          "_0 = torch.copy_(self.%s, torch.view(%s, %s), False)",
          name(tensor.name()), range("folded", tensor.offset(), end), list(tensor.shape()));
    }
    return source.line("return None").text();
  }

  private String setWeights() {
    MethodSource source = new MethodSource("set_weights", "folded: Tensor", "NoneType");
    source.line("compute = %s", copyTo(precision, "folded"));
    for (WeightLayout.Tensor tensor : layout.tensors()) {
      source.line(
          "self.%s = torch.view(%s, %s)",
          name(tensor.name()), stored(tensor), list(tensor.shape()));
    }
    for (Convolution convolution : tower.convolutions()) {
      arrange(source, convolution);
    }
    return source.line("return None").text();
  }

  private String stored(WeightLayout.Tensor tensor) {
    int end = tensor.offset() + tensor.size();
    return tower.linears().stream()
            .filter(linear -> linear.kind() == Linear.Kind.VALUE)
            .anyMatch(linear -> tensor.name().startsWith(linear.name()))
        ? copyTo(Precision.FP32, range("folded", tensor.offset(), end))
        : range("compute", tensor.offset(), end);
  }

  private void arrange(MethodSource source, Convolution convolution) {
    String weight = "self." + name(convolution.name()) + "_weight";
    switch (kernels) {
      case PLAIN -> source.line("%s = %s", weight, channelsLast(weight));
      case PACKED ->
          source.line(
              "%s = ops.mkldnn._reorder_convolution_weight(%s, %s, [1, 1], [1, 1], 1, %s)",
              weight,
              weight,
              padding(convolution),
              list(List.of(PACKING_BATCH, convolution.inputs(), spec.height(), spec.width())));
    }
  }

  private String forward() {
    MethodSource source =
        new MethodSource(
            "forward", "planes: Tensor, policy_logits: Tensor, values: Tensor", "NoneType");
    evaluate(source);
    source.line("_0 = torch.copy_(policy_logits, p, False)");
    source.line("_1 = torch.copy_(values, v, False)");
    return source.line("return None").text();
  }

  private String exportedForward() {
    MethodSource source = new MethodSource("forward", "planes: Tensor", "Tuple[Tensor, Tensor]");
    evaluate(source);
    return source.line("return (p, v)").text();
  }

  /// planes `[n, C, H, W]` → p `[n, A]` and v `[n]`
  private void evaluate(MethodSource source) {
    source.line("x = %s", channelsLast(to(precision, "planes")));
    for (Step step : tower.steps()) {
      switch (step) {
        case Step.Convolve(String output, Convolution convolution, String input) ->
            convolution(source, output, convolution, input);
        case Step.Residual(String output, Convolution convolution, String input) ->
            residual(source, output, convolution, input);
        case Step.Connect(String output, Linear linear, Operator before, String input) ->
            linear(source, output, linear, before.torchScript(input));
        case Step.Apply(String output, Operator operator, List<String> inputs) ->
            source.line("%s = %s", output, operator.torchScript(inputs.toArray(String[]::new)));
      }
    }
  }

  /// output = ReLU(convolution(input))
  private void convolution(
      MethodSource source, String output, Convolution convolution, String input) {
    switch (kernels) {
      case PLAIN -> {
        source.line("%s = %s", output, plain(convolution, input));
        source.line("%s = %s", output, Operator.RELU.torchScript(output));
      }
      case PACKED ->
          source.line(
              "%s = ops.mkldnn._convolution_pointwise(%s, %s, %s, [1, 1], [1, 1], 1, \"relu\", [],"
                  + " \"\")",
              output, input, weightAndBias(convolution.name()), padding(convolution));
    }
  }

  /// x = ReLU(convolution(input) + x)
  private void residual(MethodSource source, String x, Convolution convolution, String input) {
    switch (kernels) {
      case PLAIN -> {
        source.line("%s = torch.add_(%s, %s, alpha=1)", x, plain(convolution, input), x);
        source.line("%s = %s", x, Operator.RELU.torchScript(x));
      }
      case PACKED ->
          source.line(
              "%s = ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, [1, 1], [1, 1], 1, \"add\","
                  + " 1., \"relu\", [], None)",
              x, input, x, weightAndBias(convolution.name()), padding(convolution));
    }
  }

  private static String plain(Convolution convolution, String input) {
    return "torch.conv2d(%s, %s, [1, 1], %s, [1, 1], 1)"
        .formatted(input, weightAndBias(convolution.name()), padding(convolution));
  }

  private static void linear(MethodSource source, String output, Linear linear, String input) {
    String read =
        switch (linear.kind()) {
          case HIDDEN, POLICY -> input;
          case VALUE -> to(Precision.FP32, input);
        };
    source.line("%s = torch.linear(%s, %s)", output, read, weightAndBias(linear.name()));
  }

  private static String weightAndBias(String layer) {
    return "self.%s_weight, self.%s_bias".formatted(name(layer), name(layer));
  }

  private static String padding(Convolution convolution) {
    return list(List.of(convolution.paddingHeight(), convolution.paddingWidth()));
  }
}
