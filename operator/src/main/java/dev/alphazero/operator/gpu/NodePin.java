package dev.alphazero.operator.gpu;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A label by which pods find the nodes that their sizes were chosen for. Pins are alternatives,
/// and meant as *preferred* node affinity: a node autoscaler, or a cluster that lost those nodes,
/// may still place the pods elsewhere.
///
/// @param values any of them, sorted
public record NodePin(String label, List<String> values) {
  public NodePin {
    values = List.copyOf(values);
  }

  /// Returns the labels that name the products of these GPUs; those without a label have none.
  static List<NodePin> of(List<NodeGpus.Usable> gpus) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (NodeGpus.Usable gpu : gpus) {
      @Nullable String label = gpu.evidence().deciding();
      if (label != null && gpu.doubt().isEmpty()) {
        String value = gpu.evidence().labels().getOrDefault(label, "");
        values.computeIfAbsent(label, _ -> new TreeSet<>()).add(value);
      }
    }
    return values.entrySet().stream()
        .map(entry -> new NodePin(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }
}
