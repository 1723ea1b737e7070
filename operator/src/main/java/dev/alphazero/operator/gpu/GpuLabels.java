package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What any of a node's labels say of its GPUs: those of feature discovery before those of clouds.
final class GpuLabels {
  /// Labels that say that there is NVIDIA hardware, and not which.
  private static final Map<String, String> VENDOR =
      Map.of(
          "nvidia.com/gpu.present", "true",
          "feature.node.kubernetes.io/pci-10de.present", "true",
          "feature.node.kubernetes.io/pci-0302_10de.present", "true",
          "feature.node.kubernetes.io/pci-0300_10de.present", "true",
          "kubernetes.azure.com/accelerator", "nvidia",
          "accelerator", "nvidia");

  private static final List<String> VENDOR_KEYS = VENDOR.keySet().stream().sorted().toList();

  private GpuLabels() {}

  /// Returns what the labels say of the GPUs that a resource of the node stands for.
  static Reading read(NodeFacts node, String resource, long allocatable) {
    Map<String, String> labels = node.labels();
    return FeatureDiscovery.read(labels, resource, allocatable)
        .or(() -> FeatureDiscovery.isNvidia(resource) ? CloudLabels.read(labels) : Optional.empty())
        .orElseGet(
            () ->
                Reading.doubtful(
                    new Gpu("unknown GPU", 0, 0, 0),
                    "offers " + resource + " and no label says which GPU that is",
                    vendor(labels)));
  }

  /// Returns the labels that say that a node has NVIDIA hardware, whether or not it offers it yet.
  static Optional<Evidence> announce(Map<String, String> labels) {
    Optional<Evidence> product =
        FeatureDiscovery.read(labels, GpuNeed.NVIDIA_GPU, 0)
            .or(() -> CloudLabels.read(labels))
            .map(Reading::evidence);
    return product.or(
        () -> Optional.of(vendor(labels)).filter(evidence -> !evidence.labels().isEmpty()));
  }

  private static Evidence vendor(Map<String, String> labels) {
    return Evidence.of(
        labels,
        VENDOR_KEYS.stream()
            .filter(key -> Objects.equals(labels.get(key), VENDOR.get(key)))
            .toArray(String[]::new));
  }

  /// Returns the number that a label's value says.
  static Optional<Long> number(@Nullable String value) {
    return value != null && value.matches("\\d{1,9}")
        ? Optional.of(Long.parseLong(value))
        : Optional.empty();
  }
}
