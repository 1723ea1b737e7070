package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.StepLoss;
import java.nio.file.Path;
import java.util.Optional;

/// A training step gave a loss or weights that are not finite: what was learned since the newest
/// checkpoint is lost. They are neither published nor written.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(long step, float learningRate, StepLoss loss) {
    this(
        "losses must be finite, step=%d, policy=%s, value=%s, gradientNorm=%s, learningRate=%s"
            .formatted(step, loss.policy(), loss.value(), loss.gradientNorm(), learningRate));
  }

  /// @param broken the rule that was broken, with its values
  DivergedException(String broken) {
    super(
        "training diverged: "
            + broken
            + ". Lower the learning rate and run the same command again: it resumes from the newest"
            + " checkpoint.");
  }

  private DivergedException(String message, DivergedException cause) {
    super(message, cause);
  }

  /// Returns the exception with the checkpoint named.
  ///
  /// @param newest nothing if there is none
  public DivergedException resumingFrom(Optional<Path> newest) {
    String which =
        newest
            .map(file -> " That is %s.".formatted(file))
            .orElse(" There is none yet: it begins anew.");
    return new DivergedException(getMessage() + which, this);
  }
}
