package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.Device;
import dev.alphazero.crd.InferenceSpec;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the networks of a training run, by role: what the training says of the role, else of both,
/// else what the profile says of the role, else `auto`.
public record Devices(Device inference, Device learner) {
  /// The fields, below `spec`.
  public static final String BOTH = "device";

  public static final String INFERENCE = "inference.device";
  public static final String LEARNER = "learner.device";

  /// Returns what a specification says.
  ///
  /// @param profile null where it is not chosen yet
  public static Devices of(AlphaZeroTrainingSpec spec, @Nullable AlphaZeroProfileSpec profile) {
    return new Devices(
        first(own(spec, INFERENCE), spec.device(), own(profile, INFERENCE)),
        first(own(spec, LEARNER), spec.device(), own(profile, LEARNER)));
  }

  /// Returns what was resolved.
  public static Devices of(Settings settings) {
    return new Devices(settings.inference().device(), settings.learner().device());
  }

  /// Returns the field of a training that says where a role runs; the role's own if none does.
  ///
  /// @param path the role's own, `INFERENCE` or `LEARNER`
  public static String fieldOf(AlphaZeroTrainingSpec spec, String path) {
    return own(spec, path) == null && spec.device() != null ? BOTH : path;
  }

  /// Returns whether no role is to use a GPU.
  public boolean areCpu() {
    return inference.isCpu() && learner.isCpu();
  }

  /// Returns the GPUs that some role may run on.
  List<Gpu> among(List<Gpu> gpus) {
    return IntStream.range(0, gpus.size())
        .filter(index -> mayUse(inference, index) || mayUse(learner, index))
        .mapToObj(gpus::get)
        .toList();
  }

  private static boolean mayUse(Device device, int index) {
    return switch (device.kind()) {
      case AUTO -> true;
      case CPU -> false;
      case CUDA -> device.index() == index;
    };
  }

  private static Device first(@Nullable String... texts) {
    return Stream.of(texts)
        .filter(text -> text != null)
        .findFirst()
        .map(Device::parse)
        .orElse(Device.AUTO);
  }

  private static @Nullable String own(AlphaZeroTrainingSpec spec, String path) {
    return path.equals(INFERENCE)
        ? own(spec.inference())
        : spec.learner() == null ? null : spec.learner().device();
  }

  private static @Nullable String own(@Nullable AlphaZeroProfileSpec profile, String path) {
    if (profile == null) {
      return null;
    }
    return path.equals(INFERENCE)
        ? own(profile.inference())
        : profile.learner() == null ? null : profile.learner().device();
  }

  private static @Nullable String own(@Nullable InferenceSpec inference) {
    return inference == null ? null : inference.device();
  }
}
