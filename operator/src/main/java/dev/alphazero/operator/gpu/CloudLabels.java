package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The labels that clouds and node autoscalers give to their GPU nodes.
final class CloudLabels {
  private static final String GKE = "cloud.google.com/gke-accelerator";
  private static final String GKE_PARTITION = "cloud.google.com/gke-gpu-partition-size";
  private static final String GKE_CLIENTS = "cloud.google.com/gke-max-shared-clients-per-gpu";
  private static final List<String> AWS =
      List.of("karpenter.k8s.aws/instance-gpu", "eks.amazonaws.com/instance-gpu");
  private static final String AWS_AUTOSCALER = "k8s.amazonaws.com/accelerator";
  private static final String AZURE = "karpenter.azure.com/sku-gpu-name";
  private static final List<String> TYPES =
      List.of("node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type");

  private CloudLabels() {}

  /// Returns what the labels say, the more telling ones first.
  static Optional<Reading> read(Map<String, String> labels) {
    return gke(labels)
        .or(() -> AWS.stream().flatMap(prefix -> aws(labels, prefix).stream()).findFirst())
        .or(() -> named(labels, AWS_AUTOSCALER))
        .or(() -> named(labels, AZURE))
        .or(() -> TYPES.stream().flatMap(key -> typed(labels, key).stream()).findFirst());
  }

  private static Optional<Reading> gke(Map<String, String> labels) {
    String name = labels.get(GKE);
    if (name == null || !name.startsWith("nvidia-")) {
      return Optional.empty();
    }
    Evidence evidence = Evidence.of(labels, GKE, GKE_PARTITION, GKE_CLIENTS);
    String partition = labels.getOrDefault(GKE_PARTITION, "");
    long clients = Math.max(1, GpuLabels.number(labels.get(GKE_CLIENTS)).orElse(1L));
    return Optional.of(
        Products.find(name)
            .map(
                gpu ->
                    Reading.certain(
                        withMemory(
                            partition.isEmpty() ? name : name + "-MIG-" + partition,
                            Products.migMemoryMiB(partition).orElse(gpu.memoryMiB()) / clients,
                            gpu),
                        evidence))
            .orElseGet(() -> unknown(name, evidence)));
  }

  /// A count of 0 means a fraction of a GPU.
  private static Optional<Reading> aws(Map<String, String> labels, String prefix) {
    String name = labels.get(prefix + "-name");
    if (name == null || !labels.getOrDefault(prefix + "-manufacturer", "nvidia").equals("nvidia")) {
      return Optional.empty();
    }
    Evidence evidence =
        Evidence.of(labels, prefix + "-name", prefix + "-memory", prefix + "-count");
    if (labels.getOrDefault(prefix + "-count", "1").equals("0")) {
      return Optional.of(
          Reading.doubtful(
              new Gpu("fraction of " + name, 0, 0, 0), "has a fraction of a GPU", evidence));
    }
    Optional<Gpu> byName = Products.find(name);
    Optional<Long> memory = GpuLabels.number(labels.get(prefix + "-memory"));
    if (byName.isEmpty() && memory.isEmpty()) {
      return Optional.of(unknown(name, evidence));
    }
    Gpu known = byName.orElse(new Gpu(name, 0, 0, 0));
    return Optional.of(
        Reading.certain(withMemory(name, memory.orElse(known.memoryMiB()), known), evidence));
  }

  private static Optional<Reading> named(Map<String, String> labels, String key) {
    String name = labels.get(key);
    if (name == null) {
      return Optional.empty();
    }
    Evidence evidence = Evidence.of(labels, key);
    return Optional.of(
        Products.find(name)
            .map(gpu -> Reading.certain(gpu, evidence))
            .orElseGet(() -> unknown(name, evidence)));
  }

  private static Optional<Reading> typed(Map<String, String> labels, String key) {
    return Optional.ofNullable(labels.get(key))
        .flatMap(InstanceTypes::find)
        .map(gpu -> Reading.certain(gpu, Evidence.of(labels, key)));
  }

  private static Gpu withMemory(String product, long memoryMiB, Gpu gpu) {
    return new Gpu(product, memoryMiB, gpu.computeMajor(), gpu.computeMinor());
  }

  private static Reading unknown(String name, Evidence evidence) {
    return Reading.doubtful(
        new Gpu(name, 0, 0, 0), "has a GPU of unknown memory, " + evidence.text(), evidence);
  }
}
