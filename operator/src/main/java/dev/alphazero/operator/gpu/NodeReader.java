package dev.alphazero.operator.gpu;

import dev.alphazero.operator.gpu.NodeFacts.Taint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what matters of a node. Labels are kept only where GPUs may be: a cluster has thousands of
/// nodes, and a `nodeSelector` may name any label.
public final class NodeReader {
  /// Changes whenever GPU feature discovery looks again, and says nothing.
  private static final String NOISE = "nvidia.com/gfd.timestamp";

  private NodeReader() {}

  /// Returns the facts of a node.
  public static NodeFacts of(Node node) {
    Map<String, Long> allocatable = allocatable(node.getStatus());
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    boolean mayHaveGpu = !allocatable.isEmpty() || GpuLabels.announce(labels).isPresent();
    NodeSpec spec = node.getSpec();
    return new NodeFacts(
        node.getMetadata().getName(),
        mayHaveGpu ? kept(labels) : Map.of(),
        allocatable,
        spec == null ? List.of() : taints(spec),
        spec != null && Boolean.TRUE.equals(spec.getUnschedulable()),
        isReady(node.getStatus()));
  }

  private static Map<String, String> kept(Map<String, String> labels) {
    Map<String, String> kept = HashMap.newHashMap(labels.size());
    labels.forEach(
        (key, value) -> {
          if (!key.equals(NOISE)) {
            kept.put(key.intern(), value);
          }
        });
    return kept;
  }

  private static Map<String, Long> allocatable(@Nullable NodeStatus status) {
    Map<String, Long> extended = new HashMap<>();
    if (status != null && status.getAllocatable() != null) {
      status
          .getAllocatable()
          .forEach(
              (resource, quantity) -> {
                if (isExtended(resource)) {
                  extended.put(resource.intern(), whole(quantity));
                }
              });
    }
    return extended;
  }

  private static boolean isExtended(String resource) {
    int slash = resource.indexOf('/');
    return slash > 0 && resource.lastIndexOf('.', slash) > 0;
  }

  private static long whole(Quantity quantity) {
    return quantity.getNumericalAmount().longValue();
  }

  private static List<Taint> taints(NodeSpec spec) {
    return spec.getTaints().stream()
        .map(taint -> new Taint(taint.getKey(), taint.getValue(), taint.getEffect()))
        .toList();
  }

  private static boolean isReady(@Nullable NodeStatus status) {
    return status != null
        && status.getConditions().stream()
            .anyMatch(
                condition ->
                    "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
