package dev.alphazero.operator.gpu;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is read of a node.
///
/// @param allocatable extended resources with a dot and a slash in the name, for example
///   `nvidia.com/gpu`, to their count
/// @param cordoned whether new pods are refused
/// @param ready whether its kubelet reports
public record NodeFacts(
    String name,
    Map<String, String> labels,
    Map<String, Long> allocatable,
    List<Taint> taints,
    boolean cordoned,
    boolean ready) {
  public NodeFacts {
    labels = Map.copyOf(labels);
    allocatable = Map.copyOf(allocatable);
    taints = List.copyOf(taints);
  }

  /// A taint. `effect` is NoSchedule, PreferNoSchedule or NoExecute.
  public record Taint(String key, @Nullable String value, String effect) {}
}
