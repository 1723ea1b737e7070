package dev.alphazero.worker.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// The network in plain loops and double precision: what every other implementation is compared
/// with.
public final class ReferenceNetwork {
  private final NetworkSpec spec;
  private final WeightLayout layout;
  private final double[] flat;
  private final boolean training;

  /// Takes weights in the order of `WeightLayout.of(spec)`.
  ///
  /// @param training whether batch norm uses the batch's statistics, or the running ones
  public ReferenceNetwork(NetworkSpec spec, double[] flat, boolean training) {
    this.spec = spec;
    layout = WeightLayout.of(spec);
    this.flat = flat;
    this.training = training;
  }

  /// What a network says about n positions.
  ///
  /// @param policyLogits `[n][A]`
  /// @param values `[n]`
  @SuppressWarnings("ArrayRecordComponent") // read by tests only
  public record Output(double[][] policyLogits, double[] values) {}

  public Output forward(int n, MemorySegment planes) {
    double[][] x = new double[n][spec.inputs()];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = planes.getAtIndex(ValueLayout.JAVA_FLOAT, (long) i * x[i].length + j);
      }
    }
    Map<String, double[][]> registers = new HashMap<>(Map.of("x", x));
    Function<String, double[][]> register =
        name -> Objects.requireNonNull(registers.get(name), name);
    for (Step step : spec.tower().steps()) {
      registers.put(step.output(), take(step, register));
    }
    double[] values = Arrays.stream(register.apply("v")).mapToDouble(row -> row[0]).toArray();
    return new Output(register.apply("p"), values);
  }

  private double[][] take(Step step, Function<String, double[][]> register) {
    return switch (step) {
      case Step.Convolve(_, Convolution convolution, String input) ->
          relu(normalized(convolution, register.apply(input)));
      case Step.Residual(String x, Convolution convolution, String input) ->
          relu(sum(normalized(convolution, register.apply(input)), register.apply(x)));
      case Step.Connect(_, Linear linear, Operator before, String input) ->
          linear(linear, apply(before, register.apply(input)));
      case Step.Apply(_, Operator operator, List<String> inputs) ->
          apply(operator, inputs.stream().map(register).toArray(double[][][]::new));
    };
  }

  /// Rows are flat already.
  private static double[][] apply(Operator operator, double[][]... inputs) {
    return switch (operator) {
      case FLATTEN -> inputs[0];
      case RELU -> relu(inputs[0]);
      case VALUES -> map(inputs[0], Math::tanh);
    };
  }

  private static double[][] sum(double[][] y, double[][] x) {
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        y[i][j] += x[i][j];
      }
    }
    return y;
  }

  /// Returns the loss a training step descends on, mean over the batch.
  public double loss(TrainBatch batch) {
    Output output = forward(batch.n(), batch.planes());
    double loss = 0;
    for (int i = 0; i < batch.n(); i++) {
      double sum = 0;
      for (int a = 0; a < spec.actions(); a++) {
        if (at(batch.legal(), i, a) != 0) {
          sum += Math.exp(output.policyLogits()[i][a]);
        }
      }
      for (int a = 0; a < spec.actions(); a++) {
        if (at(batch.legal(), i, a) != 0) {
          loss -= at(batch.policy(), i, a) * (output.policyLogits()[i][a] - Math.log(sum));
        }
      }
      double error = output.values()[i] - batch.values().getAtIndex(ValueLayout.JAVA_FLOAT, i);
      loss += batch.valueWeights().getAtIndex(ValueLayout.JAVA_FLOAT, i) * error * error;
    }
    return loss / batch.n();
  }

  private double at(MemorySegment rows, int row, int action) {
    return rows.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * spec.actions() + action);
  }

  private double[][] normalized(Convolution convolution, double[][] x) {
    double[][] y = convolve(convolution, x);
    int scale = offset(convolution.name() + ".scale");
    int shift = offset(convolution.name() + ".shift");
    int mean = offset(convolution.name() + ".mean");
    int variance = offset(convolution.name() + ".variance");
    for (int o = 0; o < convolution.outputs(); o++) {
      double[] channel = channel(y, o);
      double center = training ? mean(channel) : flat[mean + o];
      double spread = training ? variance(channel) : flat[variance + o];
      double factor = flat[scale + o] / Math.sqrt(spread + 1e-5);
      for (double[] row : y) {
        for (int j = o * spec.cells(); j < (o + 1) * spec.cells(); j++) {
          row[j] = (row[j] - center) * factor + flat[shift + o];
        }
      }
    }
    return y;
  }

  private double[] channel(double[][] y, int o) {
    double[] channel = new double[y.length * spec.cells()];
    for (int i = 0; i < y.length; i++) {
      System.arraycopy(y[i], o * spec.cells(), channel, i * spec.cells(), spec.cells());
    }
    return channel;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).sum() / numbers.length;
  }

  private static double variance(double[] numbers) {
    double mean = mean(numbers);
    return Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum() / numbers.length;
  }

  private double[][] convolve(Convolution convolution, double[][] x) {
    int weight = offset(convolution.name() + ".weight");
    int bias = offset(convolution.name() + ".bias");
    double[][] y = new double[x.length][convolution.outputs() * spec.cells()];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < convolution.outputs(); o++) {
        for (int cell = 0; cell < spec.cells(); cell++) {
          y[i][o * spec.cells() + cell] =
              flat[bias + o] + sum(convolution, weight + o * convolution.fanIn(), x[i], cell);
        }
      }
    }
    return y;
  }

  /// Returns the sum over the kernel's window around a cell.
  private double sum(Convolution convolution, int kernel, double[] x, int cell) {
    double sum = 0;
    for (int c = 0; c < convolution.inputs(); c++) {
      for (int i = 0; i < convolution.kernelHeight(); i++) {
        int row = cell / spec.width() + i - convolution.kernelHeight() / 2;
        for (int j = 0; j < convolution.kernelWidth(); j++) {
          int column = cell % spec.width() + j - convolution.kernelWidth() / 2;
          if (row >= 0 && row < spec.height() && column >= 0 && column < spec.width()) {
            int k = (c * convolution.kernelHeight() + i) * convolution.kernelWidth() + j;
            sum += flat[kernel + k] * x[c * spec.cells() + row * spec.width() + column];
          }
        }
      }
    }
    return sum;
  }

  private double[][] linear(Linear linear, double[][] x) {
    int weight = offset(linear.name() + ".weight");
    int bias = offset(linear.name() + ".bias");
    double[][] y = new double[x.length][linear.outputs()];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < linear.outputs(); o++) {
        double sum = flat[bias + o];
        for (int j = 0; j < linear.inputs(); j++) {
          sum += flat[weight + o * linear.inputs() + j] * x[i][j];
        }
        y[i][o] = sum;
      }
    }
    return y;
  }

  private static double[][] relu(double[][] x) {
    return map(x, number -> Math.max(0, number));
  }

  private static double[][] map(double[][] x, DoubleUnaryOperator function) {
    for (double[] row : x) {
      Arrays.setAll(row, j -> function.applyAsDouble(row[j]));
    }
    return x;
  }

  private int offset(String tensor) {
    return layout.tensor(tensor).offset();
  }
}
