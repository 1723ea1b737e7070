package dev.alphazero.operator.resolve;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.PodsSpec;
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

  Device device() {
    return Objects.requireNonNullElse(spec.device(), Device.AUTO);
  }

  /// Returns the resource that the learner asks for.
  String gpuResource() {
    return learnerNeed().resource();
  }

  /// Returns the GPU pods that there are if there are GPUs.
  GpuDemand demand() {
    int replicas = PlacementChoice.replicas(spec);
    boolean inActors = PlacementChoice.of(spec, true, multiplyAdds) == Placement.ACTOR;
    GpuSharing written = Objects.requireNonNullElse(spec.gpuSharing(), GpuSharing.AUTO);
    return new GpuDemand(
        learnerNeed(),
        GpuNeed.of(pods().inference()),
        inActors ? 0 : replicas,
        written == GpuSharing.AUTO && replicas > 1 ? GpuSharing.DEDICATED : written);
  }

  private GpuNeed learnerNeed() {
    return GpuNeed.of(pods().learner());
  }

  private PodsSpec pods() {
    return Objects.requireNonNullElse(spec.pods(), new PodsSpec(null, null, null, null));
  }
}
