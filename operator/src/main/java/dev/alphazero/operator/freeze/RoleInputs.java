package dev.alphazero.operator.freeze;

import dev.alphazero.crd.json.Sha256;
import dev.alphazero.crd.json.StrictJson;
import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.resolve.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything of a training that one role's pods are rendered from. Pods are rendered anew when it
/// changes, and only then.
///
/// What the operator itself decides (its default image, ports, folders, labels, how things are
/// rendered) is not here: a newer operator must not restart anything. For the same reason a
/// component that is added later is null unless a training asks for it, as nulls do not count in
/// the hash. Settings are not hashed: those of before are read again from what was frozen, where a
/// setting that is newer has its default.
///
/// @param training name, namespace and uid
/// @param settings the resolved settings that the role reads, path to value
/// @param withInference whether the role evaluates positions too, as a learner does that shares its
///   GPU
/// @param resources CPU and memory of the pod
/// @param image null = the operator's default
/// @param overrides what `spec.pods` says of the role but resources and GPU resource; null for
///   nothing
/// @param queueName value of Kueue's label; null without a queue
/// @param gpuResource what a GPU is asked for by; null without a GPU
/// @param preferredNodes nodes that the pod should run on if it can: label to values, any of which
///   will do; the labels are alternatives too
/// @param bounds limits and disk; null where memory is its own limit and nothing else is said
/// @param serviceAccountName account that the pods run as; null = the one that the operator makes
public record RoleInputs(
    Training training,
    Map<String, String> settings,
    boolean withInference,
    Settings.Resources resources,
    @Nullable String image,
    List<String> imagePullSecrets,
    @Nullable PodOverrides overrides,
    @Nullable String queueName,
    @Nullable String gpuResource,
    Map<String, List<String>> preferredNodes,
    @Nullable Bounds bounds,
    @Nullable String serviceAccountName) {
  public RoleInputs {
    settings = Map.copyOf(settings);
    imagePullSecrets = List.copyOf(imagePullSecrets);
    preferredNodes = Map.copyOf(preferredNodes);
  }

  /// Returns the inputs of a training that asks for nothing of its own.
  public RoleInputs plain() {
    return new RoleInputs(
        training,
        settings,
        withInference,
        resources,
        null,
        imagePullSecrets,
        null,
        queueName,
        gpuResource,
        preferredNodes,
        bounds,
        null);
  }

  /// The training as a resource.
  public record Training(String name, String namespace, String uid) {}

  /// What a container may use at most, and its disk; null = not set.
  ///
  /// @param memory null = what it asks for
  public record Bounds(
      @Nullable String cpu,
      @Nullable String memory,
      @Nullable String diskRequest,
      @Nullable String diskLimit) {
    static final Bounds NONE = new Bounds(null, null, null, null);
  }

  /// Returns the SHA-256 of the canonical JSON of everything but the settings, in hexadecimal.
  public String hash() {
    return Sha256.of(
        StrictJson.canonical(
            new RoleInputs(
                training,
                Map.of(),
                withInference,
                resources,
                image,
                imagePullSecrets,
                overrides,
                queueName,
                gpuResource,
                preferredNodes,
                bounds,
                serviceAccountName)));
  }
}
