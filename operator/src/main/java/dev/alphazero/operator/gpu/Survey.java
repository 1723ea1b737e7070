package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.operator.gpu.NodeGpus.Late;
import dev.alphazero.operator.gpu.NodeGpus.Unusable;
import dev.alphazero.operator.gpu.NodeGpus.Usable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The cluster's GPUs as the pods of one role see them, in the order of the nodes' names.
///
/// @param unusable why the GPUs of the other nodes are none of them, one sentence each
record Survey(List<Usable> usable, List<Late> late, List<String> unusable) {
  private static final Comparator<Usable> WEAKEST_FIRST =
      Comparator.comparing(Usable::gpuClass)
          .thenComparingLong((Usable one) -> one.gpu().memoryMiB())
          .thenComparing(Usable::node);

  static Survey of(List<NodeFacts> nodes, GpuNeed need) {
    List<Usable> usable = new ArrayList<>();
    List<Late> late = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    nodes.stream()
        .sorted(Comparator.comparing(NodeFacts::name))
        .flatMap(node -> NodeGpus.of(node, need).stream())
        .forEach(
            gpus -> {
              switch (gpus) {
                case Usable one -> usable.add(one);
                case Late one -> late.add(one);
                case Unusable one -> unusable.add(one.why());
              }
            });
    return new Survey(usable, late, unusable);
  }

  /// Returns the weakest GPUs of the best class that has room for so many pods, together with the
  /// classes above it; of the lowest class if none has.
  Usable choose(int pods) {
    GpuClass chosen = byClass().firstKey();
    long room = 0;
    for (Map.Entry<GpuClass, Long> entry : byClass().entrySet()) {
      room += entry.getValue();
      chosen = entry.getKey();
      if (room >= pods) {
        break;
      }
    }
    GpuClass least = chosen;
    return usable.stream().filter(one -> one.gpuClass() == least).min(WEAKEST_FIRST).orElseThrow();
  }

  /// Returns `2 high, 4 mid`.
  String text() {
    return byClass().entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().profile())
        .collect(Collectors.joining(", "));
  }

  boolean isMixed() {
    return byClass().size() > 1;
  }

  /// Returns how many GPUs there are of each class, the best first.
  private TreeMap<GpuClass, Long> byClass() {
    TreeMap<GpuClass, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    usable.forEach(one -> counts.merge(one.gpuClass(), one.count(), Long::sum));
    return counts;
  }
}
