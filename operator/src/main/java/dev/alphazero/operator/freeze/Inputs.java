package dev.alphazero.operator.freeze;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.pod.PodsSpec;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.gpu.GpuNeed;
import dev.alphazero.operator.gpu.NodePin;
import dev.alphazero.operator.resolve.Snapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From a training and its resolution to the inputs of each role that has pods.
public final class Inputs {
  /// Kueue's label; it is copied from the training to its pods.
  public static final String QUEUE_NAME = "kueue.x-k8s.io/queue-name";

  private static final List<String> EVERY_ROLE = List.of("game.", "network.");

  private static final List<String> BATCHING =
      List.of(
          "inference.batchSize",
          "inference.batchTimeout",
          "inference.minBatchFill",
          "inference.batchPolicy",
          "inference.precision",
          "inference.device");

  private static final List<String> ACTOR = List.of("seed", "search.", "selfPlay.");

  /// Settings that a learner reads again as it runs.
  private static final String LIMITS = "completion.";

  private static final List<String> LEARNER =
      List.of(
          "seed",
          "learner.",
          "checkpoints.",
          "evaluation.",
          LIMITS,
          "search.algorithm",
          "search.cPuct",
          "search.cPuctBase",
          "search.fpuReduction",
          "search.consideredActions",
          "selfPlay.maxPlies");

  private Inputs() {}

  /// Returns the inputs of each role; without inference pods there are none of theirs.
  public static Map<Role, RoleInputs> of(AlphaZeroTraining training, Snapshot snapshot) {
    Map<Role, RoleInputs> inputs = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      if (role != Role.INFERENCE || snapshot.hasInferencePods()) {
        inputs.put(role, of(role, training, snapshot));
      }
    }
    return inputs;
  }

  /// Returns where a role's networks run.
  public static Device device(Role role, Snapshot snapshot) {
    if (!snapshot.usesGpu(role)) {
      return Device.CPU;
    }
    return role == Role.LEARNER
        ? snapshot.settings().learner().device()
        : snapshot.settings().inference().device();
  }

  private static RoleInputs of(Role role, AlphaZeroTraining training, Snapshot snapshot) {
    AlphaZeroTrainingSpec spec = training.getSpec();
    PodOverrides overrides = overrides(role, spec.pods());
    boolean withInference = role == Role.LEARNER && snapshot.hasInferenceInLearner();
    boolean gpu = snapshot.usesGpu(role) || (withInference && snapshot.usesGpu(Role.INFERENCE));
    return new RoleInputs(
        new RoleInputs.Training(
            training.getMetadata().getName(),
            training.getMetadata().getNamespace(),
            training.getMetadata().getUid()),
        settings(role, snapshot),
        withInference,
        ResourceInputs.of(role, spec.pods(), snapshot.settings().pods(), withInference),
        spec.image(),
        spec.pullSecretNames(),
        withoutResources(overrides),
        queueName(training),
        gpu ? gpuResource(overrides) : null,
        gpu ? preferredNodes(snapshot) : Map.of(),
        ResourceInputs.bounds(role, spec.pods(), snapshot.settings().pods(), withInference),
        spec.pods() == null ? null : spec.pods().serviceAccountName());
  }

  /// Returns the resolved settings that a role reads, path to value.
  static Map<String, String> settings(Role role, Snapshot snapshot) {
    Map<String, String> all = new TreeMap<>(SettingsJson.values(snapshot.settings()));
    all.put("inference.placement", snapshot.placement() == Placement.ACTOR ? "actor" : "shared");
    all.put("inference.device", device(Role.INFERENCE, snapshot).text());
    all.put("learner.device", device(Role.LEARNER, snapshot).text());
    Map<String, String> read = new TreeMap<>();
    for (String path : all.keySet()) {
      if (reads(role, path, snapshot)) {
        read.put(path, all.get(path));
      }
    }
    return read;
  }

  /// Returns the settings that pods must be started with to have them.
  static Map<String, String> withoutLimits(Map<String, String> settings) {
    Map<String, String> rest = new TreeMap<>(settings);
    rest.keySet().removeIf(path -> path.startsWith(LIMITS));
    return rest;
  }

  private static boolean reads(Role role, String path, Snapshot snapshot) {
    return isOneOf(EVERY_ROLE, path)
        || switch (role) {
          case ACTOR ->
              isOneOf(ACTOR, path)
                  || path.equals("inference.placement")
                  || (path.equals("inference.precision")
                      && snapshot.placement() == Placement.ACTOR);
          case INFERENCE -> isOneOf(BATCHING, path);
          case LEARNER ->
              isOneOf(LEARNER, path)
                  || (snapshot.hasInferenceInLearner() && isOneOf(BATCHING, path));
        };
  }

  /// A name with a dot at its end stands for everything below it.
  private static boolean isOneOf(List<String> names, String path) {
    return names.stream()
        .anyMatch(name -> name.endsWith(".") ? path.startsWith(name) : path.equals(name));
  }

  static @Nullable PodOverrides overrides(Role role, @Nullable PodsSpec pods) {
    if (pods == null) {
      return null;
    }
    return switch (role) {
      case ACTOR -> pods.actor();
      case INFERENCE -> pods.inference();
      case LEARNER -> pods.learner();
    };
  }

  /// Resources and GPU resource are inputs of their own.
  private static @Nullable PodOverrides withoutResources(@Nullable PodOverrides all) {
    if (all == null) {
      return null;
    }
    PodOverrides rest =
        new PodOverrides(
            null,
            all.nodeSelector(),
            all.tolerations(),
            all.affinity(),
            all.topologySpreadConstraints(),
            all.env(),
            all.envFrom(),
            all.labels(),
            all.annotations(),
            all.priorityClassName(),
            all.runtimeClassName(),
            null,
            all.securityContext(),
            all.imagePullPolicy(),
            all.terminationGracePeriodSeconds());
    return rest.equals(PodOverrides.NONE) ? null : rest;
  }

  private static String gpuResource(@Nullable PodOverrides overrides) {
    return overrides != null && overrides.gpuResourceName() != null
        ? overrides.gpuResourceName()
        : GpuNeed.NVIDIA_GPU;
  }

  private static Map<String, List<String>> preferredNodes(Snapshot snapshot) {
    return snapshot.pins().stream().collect(Collectors.toMap(NodePin::label, NodePin::values));
  }

  private static @Nullable String queueName(AlphaZeroTraining training) {
    Map<String, String> labels = training.getMetadata().getLabels();
    return labels == null ? null : labels.get(QUEUE_NAME);
  }
}
