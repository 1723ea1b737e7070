package dev.alphazero.operator.lifecycle;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.role.Role;
import org.jspecify.annotations.Nullable;

/// What should run now, and what must be remembered of it.
///
/// @param phase where the training stands
/// @param actors actor pods
/// @param inference inference pods; 0 with placement actor or a shared GPU
/// @param learner learner pods, 0 or 1
/// @param reason constant for the conditions of the phase
/// @param message words for it
/// @param finish how the training finished; null while it has not
/// @param restarts of the learner, with those that were seen now
public record RunPlan(
    Phase phase,
    int actors,
    int inference,
    int learner,
    String reason,
    String message,
    @Nullable Finish finish,
    Restarts restarts) {

  /// Returns the pods of a role.
  public int replicas(Role role) {
    return switch (role) {
      case ACTOR -> actors;
      case INFERENCE -> inference;
      case LEARNER -> learner;
    };
  }

  /// Returns the plan of a training that has finished, as long as that could not be recorded: it
  /// must not be reported.
  public RunPlan withoutFinish() {
    return new RunPlan(
        Phase.RUNNING, actors, inference, learner, Reasons.TRAINING, "", null, restarts);
  }

  /// Where a training stands.
  ///
  /// ```
  /// PENDING ──▶ RUNNING ◀──▶ SUSPENDING ──▶ SUSPENDED ──▶ RUNNING
  ///                ├──▶ COMPLETING ──▶ COMPLETE ─┬──▶ EXPIRED
  ///                └──▶ FAILED ──────────────────┘
  /// COMPLETE, FAILED, EXPIRED ──▶ PENDING, RUNNING or SUSPENDED when the spec lets it go on
  /// ```
  public enum Phase {
    /// It has no resolution yet, or was refused.
    PENDING,

    /// Its roles should run.
    RUNNING,

    /// Its roles are being stopped, in order.
    SUSPENDING,

    /// Nothing runs; everything is kept.
    SUSPENDED,

    /// It is done; its roles are being stopped.
    COMPLETING,

    /// It is done; nothing runs.
    COMPLETE,

    /// It has failed; its roles are being stopped, or nothing runs.
    FAILED,

    /// It has finished, and its pods, services and configuration were removed.
    EXPIRED
  }
}
