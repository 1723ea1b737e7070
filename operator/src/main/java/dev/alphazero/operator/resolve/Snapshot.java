package dev.alphazero.operator.resolve;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.resolve.Basis;
import dev.alphazero.crd.resolve.GpuClass;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.gpu.NodePin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A resolution as it was frozen: a change of the cluster never changes it.
///
/// What an edit of the specification can change (`gpu`, `gpuResource`, `placement`, `sharing`,
/// `settings`, `origins`) follows from the specification and `basis` alone.
///
/// @param requested `spec.profile` when it was resolved, `auto` if it was not set
/// @param trigger value of the annotation `alphazero.dev/resolve` when it was resolved; null for
///   none
/// @param profile name of the profile, never `auto`
/// @param reason why this profile, one sentence
/// @param gpuClass class of the GPUs that it was resolved for: high, mid, low or cpu
/// @param product of the GPUs; null without a GPU or unknown
/// @param node whose labels decided; null if none did
/// @param evidence labels that decided, `key=value, key=value`; null if none did
/// @param gpu whether pods of inference or learner ask for a GPU
/// @param gpuResource resource that the learner asks for, for example `nvidia.com/gpu`; the
///   specification may name another one for inference
/// @param placement actor or shared, never auto
/// @param sharing dedicated or shared, never auto; dedicated where no inference pods are
/// @param settings the resolved settings; their placement and sharing are never auto either
/// @param origins where each setting came from, path to words, in the order of the settings
/// @param pins where GPU pods should run; empty unless `auto` chose among different GPUs
/// @param basis what holds where the specification is silent
public record Snapshot(
    String requested,
    @Nullable String trigger,
    String profile,
    String reason,
    String gpuClass,
    @Nullable String product,
    @Nullable String node,
    @Nullable String evidence,
    boolean gpu,
    String gpuResource,
    Placement placement,
    GpuSharing sharing,
    Settings settings,
    Map<String, String> origins,
    List<NodePin> pins,
    Basis basis) {
  public Snapshot {
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    pins = List.copyOf(pins);
  }

  /// Returns whether inference has pods of its own.
  public boolean hasInferencePods() {
    return placement == Placement.SHARED && sharing != GpuSharing.SHARED;
  }

  /// Returns whether inference runs in the learner's pod, on its GPU.
  public boolean hasInferenceInLearner() {
    return placement == Placement.SHARED && sharing == GpuSharing.SHARED;
  }

  /// Returns whether a role's networks run on a GPU. Actors' never do.
  public boolean usesGpu(Role role) {
    return switch (role) {
      case ACTOR -> false;
      case INFERENCE -> asksForGpu(basis, settings.inference().device());
      case LEARNER -> asksForGpu(basis, settings.learner().device());
    };
  }

  /// Returns whether a device is a GPU where a profile holds. A profile that does not say whether
  /// it is for a GPU is for its class's, if it has the name of one.
  static boolean asksForGpu(Basis basis, Device device) {
    return switch (device.kind()) {
      case CPU -> false;
      case CUDA -> true;
      case AUTO ->
          Objects.requireNonNullElseGet(
              basis.sizes().gpu(),
              () -> ProfilePick.classOf(basis.profile()).orElse(GpuClass.CPU) != GpuClass.CPU);
    };
  }

  /// Returns it as the status shows it.
  public AlphaZeroTrainingStatus.Profile status() {
    return new AlphaZeroTrainingStatus.Profile(
        profile,
        reason,
        gpuClass,
        product,
        node,
        evidence,
        placement,
        sharing,
        SettingsJson.hash(settings),
        SettingsJson.values(settings),
        origins);
  }
}
