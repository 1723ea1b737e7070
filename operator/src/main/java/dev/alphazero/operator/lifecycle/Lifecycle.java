package dev.alphazero.operator.lifecycle;

import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Outcome;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.text.DurationText;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what should run: a pure function of what is seen. How it finished is read from where it
/// was recorded, not from the status, which is for people.
///
/// In this order: a finished training stays finished while that holds, and is first stopped to the
/// end in any case; then one that finishes now; then a suspended one; then one that runs by its
/// resolution, or by what was frozen if an edit was refused; else nothing runs.
///
/// A training that waits for quota runs no clock here: a gated pod has no container to fail, and
/// the deadline of `completion` is counted by the learner while it works.
public final class Lifecycle {
  private Lifecycle() {}

  /// Returns what should run now.
  ///
  /// @param wantedActors actors that a running training should have
  public static RunPlan plan(Observed seen, Resolution resolution, int wantedActors) {
    AlphaZeroTrainingStatus before = seen.training().getStatus();
    Restarts restarts =
        RestartCount.next(before == null ? null : before.restarts(), seen.pods(), steps(seen));
    Finish finish = seen.finish();
    if (finish != null) {
      if (Finishing.holds(finish, seen, resolution) || !OrderedStop.isDone(seen)) {
        return finished(seen, finish, restarts, true);
      }
      restarts = RestartCount.cleared(restarts);
    } else {
      Finish now = Finishing.reached(seen, resolution, restarts);
      if (now != null) {
        return finished(seen, now, restarts, false);
      }
    }
    if (Finishing.isSuspended(seen)) {
      return suspended(seen, restarts);
    }
    Snapshot snapshot = snapshotOf(seen, resolution);
    return snapshot == null
        ? pending(resolution, restarts)
        : running(snapshot, wantedActors, restarts);
  }

  /// Returns when the services and the configuration of a finished training go; empty for never or
  /// for a training that has not finished.
  static Optional<Instant> expiry(Observed seen, @Nullable Finish finish) {
    AlphaZeroTrainingSpec spec = seen.training().getSpec();
    if (finish == null || spec.cleanUpAfter() == null) {
      return Optional.empty();
    }
    Instant time = Instant.parse(Objects.requireNonNull(finish.time(), "finish.time"));
    return Optional.of(time.plus(DurationText.parse(spec.cleanUpAfter())));
  }

  /// Returns what the training runs by; null if it was never resolved.
  public static @Nullable Snapshot snapshotOf(Observed seen, Resolution resolution) {
    return switch (resolution) {
      case Resolution.Resolved resolved -> resolved.snapshot();
      case Resolution.Waiting _, Resolution.Refused _ ->
          seen.frozen() == null ? null : seen.frozen().snapshot();
    };
  }

  /// The learner is the only one that knows how a training finished. It goes on idling until that
  /// is recorded too, so that no crash of the operator can lose it.
  private static RunPlan finished(
      Observed seen, Finish finish, Restarts restarts, boolean recorded) {
    boolean stopped = recorded && OrderedStop.isDone(seen);
    boolean expired = expiry(seen, finish).filter(end -> !seen.now().isBefore(end)).isPresent();
    Phase phase =
        stopped && expired
            ? Phase.EXPIRED
            : finish.outcome() == Outcome.FAILED
                ? Phase.FAILED
                : stopped ? Phase.COMPLETE : Phase.COMPLETING;
    OrderedStop.Replicas rest = OrderedStop.next(seen, recorded);
    return new RunPlan(
        phase,
        rest.actors(),
        rest.inference(),
        rest.learner(),
        Objects.requireNonNullElse(finish.reason(), Reasons.COMPLETION_REACHED),
        Objects.requireNonNullElse(finish.message(), ""),
        finish,
        restarts);
  }

  private static RunPlan suspended(Observed seen, Restarts restarts) {
    if (OrderedStop.isDone(seen)) {
      return new RunPlan(
          Phase.SUSPENDED,
          0,
          0,
          0,
          Reasons.SUSPENDED,
          "spec.suspend is true: set it to false to go on",
          null,
          RestartCount.cleared(restarts));
    }
    OrderedStop.Replicas rest = OrderedStop.next(seen, true);
    return new RunPlan(
        Phase.SUSPENDING,
        rest.actors(),
        rest.inference(),
        rest.learner(),
        Reasons.STOPPING,
        "spec.suspend is true: actors stop, then inference, then the learner",
        null,
        restarts);
  }

  private static RunPlan pending(Resolution resolution, Restarts restarts) {
    return switch (resolution) {
      case Resolution.Waiting waiting -> idle(waiting.reason(), waiting.message(), restarts);
      case Resolution.Refused refused -> idle(refused.reason(), refused.message(), restarts);
      case Resolution.Resolved _ -> throw new IllegalStateException("a resolution has a snapshot");
    };
  }

  private static RunPlan idle(String reason, String message, Restarts restarts) {
    return new RunPlan(Phase.PENDING, 0, 0, 0, reason, message, null, restarts);
  }

  private static RunPlan running(Snapshot snapshot, int wantedActors, Restarts restarts) {
    return new RunPlan(
        Phase.RUNNING,
        wantedActors,
        snapshot.hasInferencePods() ? snapshot.settings().inference().replicas() : 0,
        1,
        Reasons.TRAINING,
        "",
        null,
        restarts);
  }

  private static @Nullable Long steps(Observed seen) {
    LearnerProgress report = seen.reports().learner();
    if (report != null) {
      return report.steps();
    }
    AlphaZeroTrainingStatus before = seen.training().getStatus();
    Progress progress = before == null ? null : before.progress();
    return progress == null ? null : progress.steps();
  }
}
