package dev.alphazero.worker.plan;

import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// When a training is complete: as soon as one of its limits is reached. 0 or null is no limit.
///
/// @param trainingSteps steps
/// @param games games
/// @param samples samples
/// @param deadline wall time of training, pauses left out
/// @param errorRate share of the verified positions in which the searched move may give value away;
///   null is no limit
public record Completion(
    long trainingSteps,
    long games,
    long samples,
    @Nullable Duration deadline,
    @Nullable Double errorRate) {

  /// Returns which limit is reached, in words, or null.
  ///
  /// @param measured error rate of the last verification; empty before the first
  public @Nullable String reached(Counters counters, OptionalDouble measured) {
    if (errorRate != null && measured.isPresent() && measured.getAsDouble() <= errorRate) {
      return measured.getAsDouble() == 0
          ? "no move gives value away"
          : "moves that give value away are %.2f %%, at most %.2f %% was asked for"
              .formatted(100 * measured.getAsDouble(), 100 * errorRate);
    }
    if (trainingSteps > 0 && counters.steps() >= trainingSteps) {
      return "%,d training steps".formatted(counters.steps());
    }
    if (games > 0 && counters.games() >= games) {
      return "%,d games".formatted(counters.games());
    }
    if (samples > 0 && counters.samples() >= samples) {
      return "%,d samples".formatted(counters.samples());
    }
    if (deadline != null && counters.seconds() >= deadline.toSeconds()) {
      return "the deadline of %s".formatted(Durations.text(deadline.toSeconds()));
    }
    return null;
  }

  /// Returns how far the training is on the way to its nearest limit, in [0, 1]; the error rate is
  /// not on the way, it ends a training early.
  public double share(Counters counters) {
    double share = 0;
    share = Math.max(share, part(counters.steps(), trainingSteps));
    share = Math.max(share, part(counters.games(), games));
    share = Math.max(share, part(counters.samples(), samples));
    if (deadline != null) {
      share = Math.max(share, part(counters.seconds(), deadline.toSeconds()));
    }
    return Math.min(1, share);
  }

  /// Returns whether anything but Ctrl-C ends the training.
  public boolean isBounded() {
    return trainingSteps > 0 || games > 0 || samples > 0 || deadline != null;
  }

  private static double part(double done, double limit) {
    return limit > 0 ? done / limit : 0;
  }
}
