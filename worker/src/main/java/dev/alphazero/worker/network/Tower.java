package dev.alphazero.worker.network;

import dev.alphazero.worker.network.Step.Apply;
import dev.alphazero.worker.network.Step.Connect;
import dev.alphazero.worker.network.Step.Convolve;
import dev.alphazero.worker.network.Step.Residual;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The topology of a network, written once: the steps in the order in which a position passes them.
///
/// ```
/// stem ─ block ─ … ─ block ┬ policy.convolution ─ policy.output                     logits  [n, A]
///                          └ value.convolution ─ value.hidden ─ value.output ─ tanh values  [n]
/// ```
///
/// | register | before the first step | after the last one |
/// |---|---|---|
/// | `x` | planes `[n, C, H, W]` | the tower's output |
/// | `p` | | policy logits `[n, A]` |
/// | `v` | | values `[n]`, in [-1, 1] |
///
/// Other registers belong to the block that writes them.
public record Tower(List<Step> steps) {
  /// Added to a variance before its root is taken: PyTorch's default.
  public static final double NORM_EPSILON = 1e-5;

  /// The share of a batch in batch norm's running statistics: PyTorch's default.
  public static final double NORM_MOMENTUM = 0.1;

  private static final int POLICY_CHANNELS = 32;
  private static final int VALUE_CHANNELS = 4;
  private static final int VALUE_HIDDEN = 64;

  static Tower of(NetworkSpec spec) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Convolve("x", overBoard(spec, "stem", spec.planes()), "x"));
    for (int i = 0; i < spec.blocks(); i++) {
      steps.addAll(block(spec, "block" + i));
    }
    steps.addAll(policyHead(spec));
    steps.addAll(valueHead(spec));
    return new Tower(List.copyOf(steps));
  }

  private static List<Step> block(NetworkSpec spec, String name) {
    return List.of(
        new Convolve("y", overBoard(spec, name + ".first", spec.channels()), "x"),
        new Residual("x", overBoard(spec, name + ".second", spec.channels()), "y"));
  }

  private static List<Step> policyHead(NetworkSpec spec) {
    int cells = POLICY_CHANNELS * spec.cells();
    Linear output = new Linear("policy.output", cells, spec.actions(), Linear.Kind.POLICY);
    return List.of(
        new Convolve("p", perCell(spec, "policy.convolution", POLICY_CHANNELS), "x"),
        new Connect("p", output, Operator.FLATTEN, "p"));
  }

  private static List<Step> valueHead(NetworkSpec spec) {
    int cells = VALUE_CHANNELS * spec.cells();
    Linear hidden = new Linear("value.hidden", cells, VALUE_HIDDEN, Linear.Kind.HIDDEN);
    Linear output = new Linear("value.output", VALUE_HIDDEN, 1, Linear.Kind.VALUE);
    return List.of(
        new Convolve("v", perCell(spec, "value.convolution", VALUE_CHANNELS), "x"),
        new Connect("v", hidden, Operator.FLATTEN, "v"),
        new Connect("v", output, Operator.RELU, "v"),
        new Apply("v", Operator.VALUES, List.of("v")));
  }

  /// Kernels of 3x3, on a board of one row 1x3.
  private static Convolution overBoard(NetworkSpec spec, String name, int inputs) {
    return new Convolution(name, inputs, spec.channels(), spec.height() == 1 ? 1 : 3, 3);
  }

  private static Convolution perCell(NetworkSpec spec, String name, int outputs) {
    return new Convolution(name, spec.channels(), outputs, 1, 1);
  }

  /// Returns the convolutions in the order of the steps.
  public List<Convolution> convolutions() {
    return steps.stream()
        .flatMap(
            step ->
                switch (step) {
                  case Convolve(_, Convolution convolution, _) -> Stream.of(convolution);
                  case Residual(_, Convolution convolution, _) -> Stream.of(convolution);
                  case Connect _, Apply _ -> Stream.empty();
                })
        .toList();
  }

  /// Returns the fully connected layers in the order of the steps.
  public List<Linear> linears() {
    return steps.stream()
        .flatMap(
            step ->
                switch (step) {
                  case Connect(_, Linear linear, _, _) -> Stream.of(linear);
                  case Convolve _, Residual _, Apply _ -> Stream.empty();
                })
        .toList();
  }
}
