package dev.alphazero.worker.network;

import dev.alphazero.worker.planes.LayoutHash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where each tensor of a network lies in one flat vector of FP32 numbers.
///
/// The vector is the form in which weights are stored, sent, averaged and updated. Tensors are
/// ordered by role, so that each role is one range and an optimiser needs no list of tensors:
///
/// | role | tensors | learned | decayed | computed in BF16 |
/// |---|---|---|---|---|
/// | `WEIGHT` | kernels and matrices | yes | yes | yes |
/// | `BIAS` | biases | yes | no | yes |
/// | `NORM` | batch norm's scale and shift | yes | no | no |
/// | `STATISTIC` | batch norm's running mean and variance | no | no | no |
///
/// The *folded* layout has batch norm merged into weights and biases: it has the first two roles
/// only.
public final class WeightLayout {
  /// What a tensor is for, which decides how it is treated in training.
  public enum Role {
    WEIGHT,
    BIAS,
    NORM,
    STATISTIC
  }

  /// One named tensor, stored row-major at `[offset, offset + size)`.
  public record Tensor(String name, Role role, List<Integer> shape, int offset, int size) {}

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<Role, Integer> ends = new EnumMap<>(Role.class);
  private int size;

  private WeightLayout() {}

  /// Returns the layout that is trained, checkpointed and published.
  public static WeightLayout of(NetworkSpec spec) {
    Tower tower = spec.tower();
    WeightLayout layout = folded(spec);
    for (Convolution convolution : tower.convolutions()) {
      layout.add(convolution.name() + ".scale", Role.NORM, List.of(convolution.outputs()));
      layout.add(convolution.name() + ".shift", Role.NORM, List.of(convolution.outputs()));
    }
    for (Convolution convolution : tower.convolutions()) {
      layout.add(convolution.name() + ".mean", Role.STATISTIC, List.of(convolution.outputs()));
      layout.add(convolution.name() + ".variance", Role.STATISTIC, List.of(convolution.outputs()));
    }
    return layout;
  }

  /// Returns the layout of weights whose batch norm is folded: a prefix of the other one.
  public static WeightLayout folded(NetworkSpec spec) {
    Tower tower = spec.tower();
    WeightLayout layout = new WeightLayout();
    for (Convolution convolution : tower.convolutions()) {
      layout.add(convolution.name() + ".weight", Role.WEIGHT, convolution.shape());
    }
    for (Linear linear : tower.linears()) {
      layout.add(linear.name() + ".weight", Role.WEIGHT, linear.shape());
    }
    for (Convolution convolution : tower.convolutions()) {
      layout.add(convolution.name() + ".bias", Role.BIAS, List.of(convolution.outputs()));
    }
    for (Linear linear : tower.linears()) {
      layout.add(linear.name() + ".bias", Role.BIAS, List.of(linear.outputs()));
    }
    return layout;
  }

  private void add(String name, Role role, List<Integer> shape) {
    int numbers = 1;
    for (int dimension : shape) {
      numbers = Math.multiplyExact(numbers, dimension);
    }
    tensors.put(name, new Tensor(name, role, shape, size, numbers));
    size = Math.addExact(size, numbers);
    ends.put(role, size);
  }

  /// Returns the tensors in the order in which they are stored.
  public List<Tensor> tensors() {
    return new ArrayList<>(tensors.values());
  }

  /// Returns the tensors of one role in the order in which they are stored.
  public List<Tensor> tensors(Role role) {
    return tensors.values().stream().filter(tensor -> tensor.role() == role).toList();
  }

  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the network has no such tensor, name=" + name);
    }
    return tensor;
  }

  /// Returns the numbers of the whole vector.
  public int size() {
    return size;
  }

  /// Returns the numbers up to and including a role's last one.
  public int end(Role role) {
    return ends.getOrDefault(role, size);
  }

  /// Returns the numbers that are learned: all but the statistics, and stored before them.
  public int parameters() {
    return end(Role.NORM);
  }

  /// Returns a number that differs between layouts, see `LayoutHash`.
  public long hash() {
    StringBuilder text = new StringBuilder("weights\n");
    for (Tensor tensor : tensors.values()) {
      text.append(tensor.name()).append(' ').append(tensor.shape()).append('\n');
    }
    return LayoutHash.of(text.toString());
  }

  void requireSize(float[] flat) {
    if (flat.length != size) {
      throw new IllegalArgumentException(
          "weights must have the network's size %d, length=%d".formatted(size, flat.length));
    }
  }
}
