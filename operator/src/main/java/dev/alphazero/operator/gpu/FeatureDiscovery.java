package dev.alphazero.operator.gpu;

import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.Map;
import java.util.Optional;

/// The labels of NVIDIA's GPU feature discovery.
///
/// | way of sharing | resource | labels |
/// |---|---|---|
/// | none | `nvidia.com/gpu` | `nvidia.com/gpu.product`, `.memory` (MiB per device), `.count` |
/// | time-slicing, MPS | `nvidia.com/gpu` or `nvidia.com/gpu.shared` | the same, `.replicas`, `.sharing-strategy`; product with `-SHARED` unless the resource is renamed |
/// | MIG, single | `nvidia.com/gpu` | the same; product with `-MIG-1g.5gb`, memory and count of the slices |
/// | MIG, mixed | `nvidia.com/mig-1g.5gb` | `nvidia.com/mig-1g.5gb.product`, `.memory`, `.count` |
///
/// `replicas` is 0 where nothing is shared. One node has one product label, whatever it has.
final class FeatureDiscovery {
  private static final String MIG = "nvidia.com/mig-";
  private static final String SHARED_RESOURCE = ".shared";
  private static final String SHARED_PRODUCT = "-SHARED";
  private static final String MAJOR = "nvidia.com/gpu.compute.major";
  private static final String MINOR = "nvidia.com/gpu.compute.minor";

  private FeatureDiscovery() {}

  /// Returns what the labels say of the GPUs that a resource stands for.
  ///
  /// @param allocatable how many of the resource the node offers
  static Optional<Reading> read(Map<String, String> labels, String resource, long allocatable) {
    String prefix = prefixOf(resource);
    String product = labels.get(prefix + ".product");
    if (product == null) {
      return Optional.empty();
    }
    Evidence evidence =
        Evidence.of(
            labels,
            prefix + ".product",
            prefix + ".memory",
            MAJOR,
            MINOR,
            prefix + ".count",
            prefix + ".replicas",
            prefix + ".sharing-strategy");
    Optional<Gpu> byName = Products.find(product);
    long count = number(labels, prefix + ".count").orElse(-1L);
    long slices = slices(labels, prefix, resource, product, count, allocatable);
    long deviceMiB =
        number(labels, prefix + ".memory")
            .filter(memory -> memory > 0)
            .or(() -> byName.map(Gpu::memoryMiB))
            .or(() -> Products.migMemoryMiB(product))
            .orElse(0L);
    Gpu gpu =
        new Gpu(
            product,
            deviceMiB / slices,
            version(labels, MAJOR).or(() -> byName.map(Gpu::computeMajor)).orElse(0),
            version(labels, MINOR).or(() -> byName.map(Gpu::computeMinor)).orElse(0));
    if (product.contains("-MIG-INVALID") || count == 0) {
      return Optional.of(Reading.broken("has no usable GPU: " + evidence.text(), evidence));
    }
    if (count > 0 && allocatable > count * slices) {
      Gpu weakest = new Gpu(product + " and others", 0, 0, 0);
      String doubt =
          "offers %d %s and has labels for %d: GPUs of several products, of which the weakest counts"
              .formatted(allocatable, resource, count * slices);
      return Optional.of(Reading.doubtful(weakest, doubt, evidence));
    }
    return Optional.of(
        deviceMiB == 0
            ? Reading.doubtful(gpu, "does not say how much memory its GPU has", evidence)
            : Reading.certain(gpu, evidence));
  }

  /// Returns whether a resource is NVIDIA's, under whichever name.
  static boolean isNvidia(String resource) {
    return resource.startsWith(GpuNeed.NVIDIA_GPU) || resource.startsWith(MIG);
  }

  private static String prefixOf(String resource) {
    String plain =
        resource.endsWith(SHARED_RESOURCE)
            ? resource.substring(0, resource.length() - SHARED_RESOURCE.length())
            : resource;
    return plain.startsWith(MIG) ? plain : GpuNeed.NVIDIA_GPU;
  }

  /// Returns how many pods share a device. Neither time-slicing nor MPS says so in `memory`.
  private static long slices(
      Map<String, String> labels,
      String prefix,
      String resource,
      String product,
      long count,
      long allocatable) {
    long replicas = number(labels, prefix + ".replicas").orElse(0L);
    if (replicas > 1) {
      return replicas;
    }
    String strategy = labels.getOrDefault(prefix + ".sharing-strategy", "none");
    boolean shared =
        product.endsWith(SHARED_PRODUCT)
            || resource.endsWith(SHARED_RESOURCE)
            || !strategy.equals("none");
    if (!shared || replicas == 1) {
      return 1;
    }
    return count > 0 ? Math.max(2, allocatable / count) : 2;
  }

  private static Optional<Integer> version(Map<String, String> labels, String key) {
    return number(labels, key).map(Long::intValue);
  }

  private static Optional<Long> number(Map<String, String> labels, String key) {
    return GpuLabels.number(labels.get(key));
  }
}
