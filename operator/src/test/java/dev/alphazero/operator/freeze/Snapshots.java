package dev.alphazero.operator.freeze;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.resolve.Basis;
import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.operator.gpu.NodePin;
import dev.alphazero.operator.resolve.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Resolutions for tests.
public final class Snapshots {
  private static final Hardware L4 =
      new Hardware(8, 32_000, List.of(new Hardware.Gpu("NVIDIA-L4", 23_034, 8, 9)));

  private Snapshots() {}

  /// Returns the resolution on a cluster of L4s, each role on its own.
  public static Snapshot onGpus(AlphaZeroTraining training) {
    return of(settings(training, L4), true, Placement.SHARED, GpuSharing.DEDICATED);
  }

  /// Returns the resolution on one L4.
  public static Snapshot onOneGpu(AlphaZeroTraining training) {
    return of(settings(training, L4), true, Placement.SHARED, GpuSharing.SHARED);
  }

  /// Returns the resolution without GPUs, each actor evaluating by itself.
  public static Snapshot onCpus(AlphaZeroTraining training) {
    Hardware none = new Hardware(8, 32_000, List.of());
    return of(settings(training, none), false, Placement.ACTOR, GpuSharing.DEDICATED);
  }

  static Snapshot of(Settings settings, boolean gpu, Placement placement, GpuSharing sharing) {
    return new Snapshot(
        "auto",
        null,
        settings.profile(),
        "because a test says so",
        gpu ? "mid" : "cpu",
        gpu ? "NVIDIA-L4" : null,
        null,
        null,
        gpu,
        "nvidia.com/gpu",
        placement,
        sharing,
        settings,
        Map.of("seed", "default"),
        gpu ? List.of(new NodePin("nvidia.com/gpu.product", List.of("NVIDIA-L4"))) : List.of(),
        Basis.of(
            settings.game().name(),
            settings.profile(),
            "because a test says so",
            Objects.requireNonNull(Profiles.builtIn().find(gpu ? "mid" : "cpu"))));
  }

  private static Settings settings(AlphaZeroTraining training, Hardware hardware) {
    return Resolver.resolve(training.getSpec(), hardware, Profiles.builtIn()).settings();
  }
}
