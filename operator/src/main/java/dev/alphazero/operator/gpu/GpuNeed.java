package dev.alphazero.operator.gpu;

import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.pod.PodOverrides.TaintEffect;
import dev.alphazero.crd.pod.PodOverrides.Toleration;
import dev.alphazero.crd.pod.PodOverrides.TolerationOperator;
import dev.alphazero.operator.gpu.NodeFacts.Taint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the pods of a role that uses a GPU ask of a node.
///
/// @param resource that stands for a GPU, for example `nvidia.com/gpu`
/// @param nodeSelector labels that a node must have
/// @param tolerations written for the pods; `nvidia.com/gpu` is tolerated besides
public record GpuNeed(
    String resource, Map<String, String> nodeSelector, List<Toleration> tolerations) {
  /// The resource that NVIDIA's device plugin offers, and the key of the taint on GPU nodes.
  public static final String NVIDIA_GPU = "nvidia.com/gpu";

  /// Taints of the kubelet and the node controller: they go when a node is ready.
  private static final String STARTUP = "node.kubernetes.io/";

  public GpuNeed {
    nodeSelector = Map.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
  }

  /// Returns the need of a role by its overrides.
  public static GpuNeed of(@Nullable PodOverrides pods) {
    if (pods == null) {
      return new GpuNeed(NVIDIA_GPU, Map.of(), List.of());
    }
    return new GpuNeed(
        Objects.requireNonNullElse(pods.gpuResourceName(), NVIDIA_GPU),
        Objects.requireNonNullElse(pods.nodeSelector(), Map.of()),
        Objects.requireNonNullElse(pods.tolerations(), List.of()));
  }

  /// Returns why the pods can never run on a node as it is, as the end of a sentence that begins
  /// with the node's name; empty if they can, now or once it is ready.
  Optional<String> barredFrom(NodeFacts node) {
    if (node.cordoned()) {
      return Optional.of("is cordoned");
    }
    for (Map.Entry<String, String> wanted : nodeSelector.entrySet()) {
      if (!wanted.getValue().equals(node.labels().get(wanted.getKey()))) {
        return Optional.of(
            "lacks the nodeSelector's label " + wanted.getKey() + "=" + wanted.getValue());
      }
    }
    return node.taints().stream()
        .filter(taint -> !taint.key().startsWith(STARTUP) && !isTolerated(taint))
        .findFirst()
        .map(taint -> "has the taint " + text(taint) + ", which the pods do not tolerate");
  }

  /// Returns whether a node that the pods are not barred from takes them now.
  boolean isReady(NodeFacts node) {
    return node.ready() && node.taints().stream().allMatch(this::isTolerated);
  }

  private boolean isTolerated(Taint taint) {
    return taint.effect().equals("PreferNoSchedule")
        || taint.key().equals(NVIDIA_GPU)
        || tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
  }

  /// As the scheduler compares: no key with Exists means all keys, no effect means all effects.
  private static boolean tolerates(Toleration toleration, Taint taint) {
    TaintEffect effect = toleration.effect();
    if (effect != null && !text(effect).equals(taint.effect())) {
      return false;
    }
    String key = Objects.requireNonNullElse(toleration.key(), "");
    if (toleration.operator() == TolerationOperator.EXISTS) {
      return key.isEmpty() || key.equals(taint.key());
    }
    return key.equals(taint.key())
        && Objects.requireNonNullElse(toleration.value(), "")
            .equals(Objects.requireNonNullElse(taint.value(), ""));
  }

  private static String text(TaintEffect effect) {
    return switch (effect) {
      case NO_SCHEDULE -> "NoSchedule";
      case PREFER_NO_SCHEDULE -> "PreferNoSchedule";
      case NO_EXECUTE -> "NoExecute";
    };
  }

  private static String text(Taint taint) {
    String value = taint.value();
    return taint.key()
        + (value == null || value.isEmpty() ? "" : "=" + value)
        + ":"
        + taint.effect();
  }
}
