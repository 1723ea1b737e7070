package dev.alphazero.crd.resolve;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.CheckpointsSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The size of the learner's volume in a cluster.
public final class VolumeSize {
  private VolumeSize() {}

  /// Returns the size that the specification asks for, a quantity; the game's if it does not.
  public static String of(AlphaZeroTrainingSpec spec) {
    String written = sizeIn(spec);
    if (written != null) {
      return written;
    }
    AlphaZeroTrainingSpec game =
        Defaults.ofGame(
            Objects.requireNonNull(Objects.requireNonNull(spec.game()).name(), "spec.game.name"));
    return Objects.requireNonNull(sizeIn(game), "a game must have a volume size");
  }

  private static @Nullable String sizeIn(AlphaZeroTrainingSpec spec) {
    CheckpointsSpec checkpoints = spec.checkpoints();
    CheckpointsSpec.Storage storage = checkpoints == null ? null : checkpoints.storage();
    return storage == null ? null : storage.size();
  }
}
