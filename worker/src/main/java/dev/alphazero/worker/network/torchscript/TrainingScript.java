package dev.alphazero.worker.network.torchscript;

import static dev.alphazero.worker.network.torchscript.MethodSource.channelsLast;
import static dev.alphazero.worker.network.torchscript.MethodSource.list;
import static dev.alphazero.worker.network.torchscript.MethodSource.name;
import static dev.alphazero.worker.network.torchscript.MethodSource.range;
import static dev.alphazero.worker.network.torchscript.MethodSource.to;

import dev.alphazero.worker.network.Convolution;
import dev.alphazero.worker.network.Linear;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Operator;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Step;
import dev.alphazero.worker.network.Tower;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.WeightLayout.Role;
import java.util.List;

/// A module whose `forward` and `apply` are the halves of a training step.
///
/// Its attributes are the four flat vectors of a `TrainState`. The step cuts the vector of weights
/// into tensors, so that the gradient comes back as one vector too, and clipping, AdamW and the
/// average are one operator each.
///
/// `forward` takes a batch (`planes`, `policy`, `legal`, `values`, `value_weights`), writes the
/// numbers of a `network.Gradient` into its last argument, which it returns, and changes nothing
/// else. `apply` takes such numbers, which it leaves as they are, and `controls` `[3]`: the number
/// of this step from 1, the learning rate, and the weight of the new weights in the average. It
/// returns the gradient's norm.
///
/// A `resident` module keeps the numbers: `step` takes a batch and `controls` and writes a `report`
/// `[6]`: policy loss, value loss, entropy, the gradient's norm, and a weight of each half of
/// AdamW, which keep TorchScript from dropping in-place operators. `gradient_to`, `apply_to` and
/// `copy_state` write what `forward`, `apply` and `state` return.
public final class TrainingScript {
  /// Stands for minus infinity: its softmax is exactly 0, and 0 times it is still 0.
  private static final double ILLEGAL_LOGIT = -1e9;

  private static final String BATCH =
      "planes: Tensor, policy: Tensor, legal: Tensor, values: Tensor, value_weights: Tensor";
  private static final int LOSSES = 3;
  private static final List<String> STATE =
      List.of("weights", "average", "first_moments", "second_moments");

  private final Tower tower;
  private final WeightLayout layout;
  private final Precision precision;
  private final OptimizerSettings settings;

  private TrainingScript(NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    tower = spec.tower();
    layout = WeightLayout.of(spec);
    this.precision = precision;
    this.settings = settings;
  }

  /// Returns an archive whose state is zero: `restore` sets it.
  public static byte[] archive(NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return zeroState(WeightLayout.of(spec)).methods(source(spec, precision, settings)).bytes();
  }

  /// Returns an archive, whose state is zero, of a module that stays on a device.
  public static byte[] residentArchive(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    WeightLayout layout = WeightLayout.of(spec);
    return zeroState(layout)
        .zeros("numbers", layout.size() + LOSSES)
        .methods(residentSource(spec, precision, settings))
        .bytes();
  }

  private static ScriptArchive zeroState(WeightLayout layout) {
    return new ScriptArchive()
        .zeros("weights", layout.size())
        .zeros("average", layout.size())
        .zeros("first_moments", layout.parameters())
        .zeros("second_moments", layout.parameters());
  }

  /// Returns the source of a resident module's methods.
  public static String residentSource(
      NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    TrainingScript script = new TrainingScript(spec, precision, settings);
    return script.methods() + script.step() + gradientTo() + applyTo() + copyState();
  }

  private String step() {
    MethodSource source =
        new MethodSource("step", BATCH + ", controls: Tensor, report: Tensor", "NoneType");
    source.line(
        "numbers = (self).forward(planes, policy, legal, values, value_weights, self.numbers, )");
    source.line("norm, decayed, undecayed, = (self).apply(numbers, controls, )");
    source.line(
        "_0 = torch.copy_(report, torch.cat([%s, torch.view(norm, [1]), %s, %s], 0), False)",
        range("numbers", layout.size(), layout.size() + LOSSES),
        range("decayed", 0, 1),
        range("undecayed", 0, 1));
    return source.line("return None").text();
  }

  private static String gradientTo() {
    return new MethodSource("gradient_to", BATCH + ", numbers: Tensor", "NoneType")
        .line("_0 = (self).forward(planes, policy, legal, values, value_weights, numbers, )")
        .line("return None")
        .text();
  }

  private static String applyTo() {
    return new MethodSource(
            "apply_to", "numbers: Tensor, controls: Tensor, report: Tensor", "NoneType")
        .line("norm, decayed, undecayed, = (self).apply(numbers, controls, )")
        .line(
            "_0 = torch.copy_(report, torch.cat([torch.view(norm, [1]), %s, %s], 0), False)",
            range("decayed", 0, 1), range("undecayed", 0, 1))
        .line("return None")
        .text();
  }

  private static String copyState() {
    MethodSource source =
        new MethodSource(
            "copy_state",
            "weights: Tensor, average: Tensor, first_moments: Tensor, second_moments: Tensor",
            "NoneType");
    for (String vector : STATE) {
      source.line("_0 = torch.copy_(%s, self.%s, False)", vector, vector);
    }
    return source.line("return None").text();
  }

  /// Returns the source of the module's methods.
  public static String source(NetworkSpec spec, Precision precision, OptimizerSettings settings) {
    return new TrainingScript(spec, precision, settings).methods();
  }

  private String methods() {
    return gradient() + apply() + restore() + state();
  }

  private String gradient() {
    MethodSource source = new MethodSource("forward", BATCH + ", numbers: Tensor", "Tensor");
    cutWeights(source);
    evaluate(source);
    loss(source);
    differentiate(source);
    return source.line("return numbers").text();
  }

  private String apply() {
    MethodSource source =
        new MethodSource(
            "apply", "numbers: Tensor, controls: Tensor", "Tuple[Tensor, Tensor, Tensor]");
    clip(source);
    update(source);
    takeStatistics(source);
    average(source);
    // The updated views are returned because TorchScript drops in-place operators on lists whose
    // elements nobody reads afterwards.
    return source.line("return (norm, decayed[0], undecayed[0])").text();
  }

  private void cutWeights(MethodSource source) {
    source.step("weights: one vector that the gradient is taken of, cut into tensors");
    source.line(
        "parameters = torch.requires_grad_(torch.detach(%s), True)",
        range("self.weights", 0, layout.parameters()));
    source.line("computed = %s", to(precision, range("parameters", 0, layout.end(Role.BIAS))));
    source.line("norms = %s", range("parameters", layout.end(Role.BIAS), layout.parameters()));
    source.line(
        "statistics = torch.clone(torch.detach(%s), memory_format=None)",
        range("self.weights", layout.parameters(), layout.size()));
    cut(source, "computed", Role.WEIGHT, Role.BIAS);
    cut(source, "norms", Role.NORM);
    cut(source, "statistics", Role.STATISTIC);
  }

  /// One split, whose gradient is one concatenation, where a range per tensor would add up vectors.
  private void cut(MethodSource source, String vector, Role... roles) {
    List<WeightLayout.Tensor> tensors =
        layout.tensors().stream().filter(t -> List.of(roles).contains(t.role())).toList();
    List<Integer> sizes = tensors.stream().map(WeightLayout.Tensor::size).toList();
    source.line("%s_parts = torch.split_with_sizes(%s, %s, 0)", vector, vector, list(sizes));
    for (int i = 0; i < tensors.size(); i++) {
      WeightLayout.Tensor tensor = tensors.get(i);
      source.line(
          "%s = torch.view(%s_parts[%d], %s)",
          name(tensor.name()), vector, i, list(tensor.shape()));
    }
  }

  private void evaluate(MethodSource source) {
    source.step("network");
    source.line("x = %s", channelsLast(to(precision, "planes")));
    for (Step step : tower.steps()) {
      switch (step) {
        case Step.Convolve(String output, Convolution convolution, String input) ->
            convolution(source, output, convolution, input);
        case Step.Residual(String output, Convolution convolution, String input) ->
            residual(source, output, convolution, input);
        case Step.Connect(String output, Linear linear, Operator before, String input) ->
            connect(source, output, linear, before.torchScript(input));
        case Step.Apply(String output, Operator operator, List<String> inputs) ->
            source.line("%s = %s", output, operator.torchScript(inputs.toArray(String[]::new)));
      }
    }
  }

  private void convolution(
      MethodSource source, String output, Convolution convolution, String input) {
    normalized(source, output, convolution, input);
    source.line("%s = %s", output, Operator.RELU.torchScript(output));
  }

  private void residual(MethodSource source, String x, Convolution convolution, String input) {
    normalized(source, "t", convolution, input);
    String sum = "torch.add_(t, %s, alpha=1)".formatted(x);
    source.line("%s = %s", x, Operator.RELU.torchScript(sum));
  }

  /// output = batch norm(convolution(input)); updates the copy of the running statistics
  ///
  /// The gradient of the bias is zero, since batch norm takes the mean away; computed, it would be
  /// rounding noise, which AdamW would blow up into steps of full length. So it is left out.
  private void normalized(
      MethodSource source, String output, Convolution convolution, String input) {
    String layer = name(convolution.name());
    source.line(
        "%s = torch.conv2d(%s, %s_weight, torch.detach(%s_bias), [1, 1], [%d, %d], [1, 1], 1)",
        output, input, layer, layer, convolution.paddingHeight(), convolution.paddingWidth());
    source.line(
        "%s = torch.batch_norm(%s, %s_scale, %s_shift, %s_mean, %s_variance, True, %s, %s, True)",
        output,
        output,
        layer,
        layer,
        layer,
        layer,
        Tower.NORM_MOMENTUM,
        number(Tower.NORM_EPSILON));
  }

  private static void connect(MethodSource source, String output, Linear linear, String input) {
    String layer = name(linear.name());
    switch (linear.kind()) {
      case HIDDEN, POLICY ->
          source.line("%s = torch.linear(%s, %s_weight, %s_bias)", output, input, layer, layer);
      case VALUE -> {
        source.line("%s = %s", output, input);
        source.line(
            "%s = torch.linear(%s, %s, %s)",
            output,
            to(Precision.FP32, output),
            to(Precision.FP32, layer + "_weight"),
            to(Precision.FP32, layer + "_bias"));
      }
    }
  }

  private void loss(MethodSource source) {
    source.step("loss: cross entropy over legal actions, and weighted squared error of the value");
    source.line(
        "logits = torch.masked_fill(%s, torch.eq(legal, 0.), %s)",
        to(Precision.FP32, "p"), number(ILLEGAL_LOGIT));
    source.line("log_policy = torch.log_softmax(logits, 1, None)");
    source.line("policy_loss = torch.neg(%s)", meanOfRowSums("policy"));
    source.line("error = torch.sub(v, values, alpha=1)");
    source.line(
        "value_loss = torch.mean(torch.mul(value_weights, torch.mul(error, error)), dtype=None)");
    source.line("entropy = torch.neg(%s)", meanOfRowSums("torch.exp(log_policy)"));
    source.line("loss = torch.add(policy_loss, value_loss, alpha=1)");
  }

  private static String meanOfRowSums(String weights) {
    return "torch.mean(torch.sum(torch.mul(%s, log_policy), [1], False, dtype=None), dtype=None)"
        .formatted(weights);
  }

  private static void differentiate(MethodSource source) {
    source.step("gradient of all parameters, as one vector");
    source.line("gradients = torch.grad([loss], [parameters], None, None, False, False)");
    source.line("gradient = unchecked_cast(Tensor, gradients[0])");
    source.line("losses = torch.detach(torch.stack([policy_loss, value_loss, entropy], 0))");
    source.line("_0 = torch.copy_(numbers, torch.cat([gradient, statistics, losses], 0), False)");
  }

  private void clip(MethodSource source) {
    source.step("clip by the Euclidean norm");
    source.line("gradient = %s", range("numbers", 0, layout.parameters()));
    source.line("norm = torch.norm(gradient, 2)");
    source.line("excess = torch.div(norm, %s)", number(settings.clipNorm()));
    source.line("gradient = torch.div(gradient, torch.clamp(excess, 1., None))");
  }

  private void update(MethodSource source) {
    source.step("AdamW: weights with decay, the rest without");
    source.line("step = torch.select(controls, 0, 0)");
    source.line("learning_rate = torch.select(controls, 0, 1)");
    adamW(source, "decayed", 0, layout.end(Role.WEIGHT), settings.weightDecay());
    adamW(source, "undecayed", layout.end(Role.WEIGHT), layout.parameters(), 0);
  }

  private void adamW(MethodSource source, String weights, int from, int to, double decay) {
    source.line("%s = [%s]", weights, range("self.weights", from, to));
    source.line(
        "torch._fused_adamw_(%s, [%s], [%s], [%s], annotate(List[Tensor], []), [step],"
            + " lr=learning_rate, beta1=%s, beta2=%s, weight_decay=%s, eps=%s, amsgrad=False,"
            + " maximize=False, grad_scale=None, found_inf=None)",
        weights,
        range("gradient", from, to),
        range("self.first_moments", from, to),
        range("self.second_moments", from, to),
        number(settings.beta1()),
        number(settings.beta2()),
        number(decay),
        number(settings.epsilon()));
  }

  private void takeStatistics(MethodSource source) {
    source.step("batch norm's running statistics");
    int from = layout.parameters();
    int to = layout.size();
    source.line(
        "_0 = torch.copy_(%s, %s, False)",
        range("self.weights", from, to), range("numbers", from, to));
  }

  private static void average(MethodSource source) {
    source.step("average of weights and statistics");
    source.line("_0 = torch.lerp_(self.average, self.weights, torch.select(controls, 0, 2))");
  }

  private static String restore() {
    MethodSource source =
        new MethodSource(
            "restore",
            "weights: Tensor, average: Tensor, first_moments: Tensor, second_moments: Tensor",
            "NoneType");
    for (String vector : STATE) {
      source.line("_0 = torch.copy_(self.%s, %s, False)", vector, vector);
    }
    return source.line("return None").text();
  }

  private static String state() {
    return new MethodSource("state", "", "Tuple[Tensor, Tensor, Tensor, Tensor]")
        .line("return (self.weights, self.average, self.first_moments, self.second_moments)")
        .text();
  }

  /// Returns a float literal: it has a point, or TorchScript would take it for an int.
  private static String number(double value) {
    return Double.toString(value).replace('E', 'e');
  }
}
