package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a node's GPUs are to the pods of a role.
public sealed interface NodeGpus {
  /// The pods can use them.
  ///
  /// @param node name of the node
  /// @param count how many of the resource it offers
  /// @param gpu one of them, or the share of one that a pod gets; the weakest if they differ
  /// @param doubt why that is a guess: one sentence; empty if labels say it
  record Usable(String node, String resource, long count, Gpu gpu, String doubt, Evidence evidence)
      implements NodeGpus {
    public GpuClass gpuClass() {
      return GpuClass.of(gpu);
    }

    /// Returns the product as the label has it; null if no label says it for certain.
    public @Nullable String product() {
      return doubt.isEmpty() ? gpu.product() : null;
    }

    /// Returns `key=value, key=value` of the labels, or else of what the node offers.
    public String evidenceText() {
      return evidence.labels().isEmpty() ? resource + "=" + count : evidence.text();
    }
  }

  /// Labels announce them, and the node does not offer them yet.
  record Late(String node, Evidence evidence) implements NodeGpus {}

  /// The pods cannot use them.
  ///
  /// @param why one sentence
  record Unusable(String why) implements NodeGpus {}

  /// Returns the GPUs of a node; empty if it has none.
  static Optional<NodeGpus> of(NodeFacts node, GpuNeed need) {
    long count = node.allocatable().getOrDefault(need.resource(), 0L);
    Optional<String> other = count > 0 ? Optional.empty() : otherResource(node, need);
    Optional<Evidence> announced =
        count > 0 || other.isPresent() ? Optional.empty() : GpuLabels.announce(node.labels());
    if (count == 0 && other.isEmpty() && announced.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> barred = need.barredFrom(node);
    if (barred.isPresent()) {
      return unusable(node, barred.get());
    }
    if (other.isPresent()) {
      return unusable(
          node,
          "offers %s and not %s: name it in spec.pods.inference.gpuResourceName and"
                  .formatted(other.get(), need.resource())
              + " spec.pods.learner.gpuResourceName");
    }
    return Optional.of(
        count > 0 ? offered(node, need, count) : announced(node, need, announced.orElseThrow()));
  }

  private static NodeGpus announced(NodeFacts node, GpuNeed need, Evidence evidence) {
    return GpuLabels.read(node, need.resource(), 0) instanceof Reading.Broken broken
        ? new Unusable(sentence(node, broken.why()))
        : new Late(node.name(), evidence);
  }

  private static NodeGpus offered(NodeFacts node, GpuNeed need, long count) {
    return switch (GpuLabels.read(node, need.resource(), count)) {
      case Reading.Broken broken -> new Unusable(sentence(node, broken.why()));
      case Reading.Certain(Gpu gpu, Evidence evidence) ->
          usable(node, need, count, gpu, "", evidence);
      case Reading.Doubtful(Gpu gpu, String doubt, Evidence evidence) ->
          usable(node, need, count, gpu, sentence(node, doubt), evidence);
    };
  }

  /// Returns GPUs that can be used, later if the node is not ready.
  ///
  /// @param doubt empty for none
  private static NodeGpus usable(
      NodeFacts node, GpuNeed need, long count, Gpu gpu, String doubt, Evidence evidence) {
    return need.isReady(node)
        ? new Usable(node.name(), need.resource(), count, gpu, doubt, evidence)
        : new Late(node.name(), evidence);
  }

  private static Optional<String> otherResource(NodeFacts node, GpuNeed need) {
    return node.allocatable().entrySet().stream()
        .filter(entry -> entry.getValue() > 0 && FeatureDiscovery.isNvidia(entry.getKey()))
        .map(Map.Entry::getKey)
        .filter(resource -> !resource.equals(need.resource()))
        .sorted()
        .findFirst();
  }

  private static Optional<NodeGpus> unusable(NodeFacts node, String why) {
    return Optional.of(new Unusable(sentence(node, why)));
  }

  private static String sentence(NodeFacts node, String rest) {
    return "node " + node.name() + " " + rest;
  }
}
