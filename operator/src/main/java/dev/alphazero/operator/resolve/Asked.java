package dev.alphazero.operator.resolve;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.pod.PodsSpec;
import dev.alphazero.crd.resolve.Devices;
import dev.alphazero.crd.resolve.NetworkCost;
import dev.alphazero.operator.gpu.GpuDemand;
import dev.alphazero.operator.gpu.GpuNeed;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a training asks of its resolution.
///
/// @param requested `spec.profile`, `auto` if it is not set
/// @param trigger value of the annotation `alphazero.dev/resolve`; null for none
/// @param created when the training was created
/// @param multiplyAdds what a position costs
record Asked(
    AlphaZeroTrainingSpec spec,
    GameName game,
    String requested,
    @Nullable String trigger,
    Instant created,
    long multiplyAdds) {
  static final String AUTO = "auto";

  /// A training is resolved again when this annotation gets another value.
  static final String TRIGGER = "alphazero.dev/resolve";

  /// @throws IllegalArgumentException if the training names no game
  static Asked of(AlphaZeroTraining training, @Nullable Snapshot frozen) {
    AlphaZeroTrainingSpec spec = training.getSpec();
    if (spec == null || spec.game() == null || spec.game().name() == null) {
      throw new IllegalArgumentException("spec.game.name is required; name the game to learn");
    }
    Map<String, String> annotations =
        Objects.requireNonNullElse(training.getMetadata().getAnnotations(), Map.of());
    String created = training.getMetadata().getCreationTimestamp();
    return new Asked(
        spec,
        spec.game().name(),
        Objects.requireNonNullElse(spec.profile(), AUTO),
        annotations.get(TRIGGER),
        created == null ? Instant.MIN : Instant.parse(created),
        frozen == null
            ? NetworkCost.multiplyAdds(spec)
            : NetworkCost.multiplyAdds(frozen.settings()));
  }

  boolean isAuto() {
    return requested.equals(AUTO);
  }

  /// Returns the resource that the learner asks for.
  String gpuResource() {
    return learnerNeed().resource();
  }

  /// Returns the GPU pods that there are if there are GPUs. One process that does the work of two
  /// is the learner's, whichever of them is on the GPU.
  GpuDemand demand(Devices devices) {
    boolean learns = !devices.learner().isCpu();
    boolean evaluates = !devices.inference().isCpu();
    boolean inPods = PlacementChoice.of(spec, evaluates, multiplyAdds) == Placement.SHARED;
    int replicas = PlacementChoice.replicas(spec);
    int inferencePods = evaluates && inPods ? replicas : 0;
    GpuSharing written = Objects.requireNonNullElse(spec.gpuSharing(), GpuSharing.AUTO);
    boolean apart = replicas > 1 || !learns || !evaluates;
    return new GpuDemand(
        learnerNeed(),
        learns || (written == GpuSharing.SHARED && inferencePods > 0) ? 1 : 0,
        GpuNeed.of(pods().inference()),
        inferencePods,
        written == GpuSharing.AUTO && apart ? GpuSharing.DEDICATED : written);
  }

  private GpuNeed learnerNeed() {
    return GpuNeed.of(pods().learner());
  }

  private PodsSpec pods() {
    return Objects.requireNonNullElse(spec.pods(), PodsSpec.NONE);
  }
}
