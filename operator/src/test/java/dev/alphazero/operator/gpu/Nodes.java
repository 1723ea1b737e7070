package dev.alphazero.operator.gpu;

import dev.alphazero.operator.gpu.NodeFacts.Taint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Nodes for tests. Labels are written `key=value key=value`; `gpu.` and `mig-` stand for
/// `nvidia.com/gpu.` and `nvidia.com/mig-`.
public final class Nodes {
  public static final String T4 =
      "gpu.product=Tesla-T4 gpu.memory=15360 gpu.compute.major=7 gpu.compute.minor=5 gpu.count=%d";
  public static final String L4 =
      "gpu.product=NVIDIA-L4 gpu.memory=23034 gpu.compute.major=8 gpu.compute.minor=9 gpu.count=%d";
  public static final String A100 =
      "gpu.product=NVIDIA-A100-SXM4-40GB gpu.memory=40960 gpu.compute.major=8"
          + " gpu.compute.minor=0 gpu.count=%d";

  private Nodes() {}

  /// Returns a ready node with some of one product; `product` is one of the constants.
  public static NodeFacts with(String name, int count, String product) {
    return node(name, "nvidia.com/gpu", count, product.formatted(count));
  }

  /// Returns a ready node.
  public static NodeFacts node(String name, String resource, long count, String labels) {
    return new NodeFacts(
        name,
        labels(labels),
        count == 0 ? Map.of() : Map.of(resource, count),
        List.of(),
        false,
        true);
  }

  public static NodeFacts cordoned(NodeFacts node) {
    return new NodeFacts(
        node.name(), node.labels(), node.allocatable(), node.taints(), true, node.ready());
  }

  public static NodeFacts notReady(NodeFacts node) {
    return new NodeFacts(
        node.name(), node.labels(), node.allocatable(), node.taints(), node.cordoned(), false);
  }

  public static NodeFacts tainted(NodeFacts node, String key, String value, String effect) {
    return new NodeFacts(
        node.name(),
        node.labels(),
        node.allocatable(),
        List.of(new Taint(key, value, effect)),
        node.cordoned(),
        node.ready());
  }

  static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    for (String label : text.isBlank() ? new String[0] : text.trim().split("\\s+", -1)) {
      int equals = label.indexOf('=');
      String key = label.substring(0, equals);
      boolean nvidia = key.startsWith("gpu.") || key.startsWith("mig-");
      labels.put(nvidia ? "nvidia.com/" + key : key, label.substring(equals + 1));
    }
    return labels;
  }
}
