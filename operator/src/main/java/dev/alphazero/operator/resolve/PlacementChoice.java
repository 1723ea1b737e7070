package dev.alphazero.operator.resolve;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.InferenceSpec;
import dev.alphazero.crd.Placement;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where positions are evaluated when the specification says `auto`, and why.
///
/// | first that holds | placement |
/// |---|---|
/// | `inference.replicas` is above 1 | shared |
/// | `gpuSharing` is shared | shared |
/// | `inference.device` is cuda: actors have no GPU | shared |
/// | there is no GPU: inference pods would add a network hop and no speed | actor |
/// | a position costs less than a million multiply-adds: a core does it as fast as the hop | actor |
/// | otherwise | shared |
record PlacementChoice(Placement placement, String why) {
  private static final long SMALL_MULTIPLY_ADDS = 1_000_000;

  /// Returns what `auto` stands for.
  ///
  /// @param gpu whether inference pods would have a GPU
  /// @param multiplyAdds of one position
  static PlacementChoice auto(AlphaZeroTrainingSpec spec, boolean gpu, long multiplyAdds) {
    int replicas = replicas(spec);
    if (replicas > 1) {
      return new PlacementChoice(Placement.SHARED, "inference.replicas is " + replicas);
    }
    if (spec.gpuSharing() == GpuSharing.SHARED) {
      return new PlacementChoice(Placement.SHARED, "gpuSharing is shared");
    }
    InferenceSpec inference = spec.inference();
    if (inference != null
        && inference.device() != null
        && Device.parse(inference.device()).isCuda()) {
      return new PlacementChoice(Placement.SHARED, "inference.device is cuda");
    }
    if (!gpu) {
      return new PlacementChoice(Placement.ACTOR, "there is no GPU");
    }
    return new PlacementChoice(
        multiplyAdds < SMALL_MULTIPLY_ADDS ? Placement.ACTOR : Placement.SHARED,
        String.format(
            Locale.ROOT, "%.1f million multiply-adds per position", multiplyAdds / 1_000_000.0));
  }

  /// Returns the placement that the specification says, or else what `auto` stands for.
  static Placement of(AlphaZeroTrainingSpec spec, boolean gpu, long multiplyAdds) {
    InferenceSpec inference = spec.inference();
    @Nullable Placement written = inference == null ? null : inference.placement();
    return written == null || written == Placement.AUTO
        ? auto(spec, gpu, multiplyAdds).placement()
        : written;
  }

  /// Returns how many inference pods the specification says; 1 if it does not.
  static int replicas(AlphaZeroTrainingSpec spec) {
    InferenceSpec inference = spec.inference();
    return inference == null ? 1 : Objects.requireNonNullElse(inference.replicas(), 1);
  }
}
