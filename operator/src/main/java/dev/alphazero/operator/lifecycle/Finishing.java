package dev.alphazero.operator.lifecycle;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Outcome;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.FailurePolicySpec;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When a training has finished, and until when that holds.
final class Finishing {
  private static final int DEFAULT_MAX_RESTARTS = 6;

  private Finishing() {}

  /// Returns how the training has finished just now, or null.
  static @Nullable Finish reached(Observed seen, Resolution resolution, Restarts restarts) {
    LearnerProgress report = reportOfLiveLearner(seen);
    if (report != null && report.state() == LearnerProgress.State.COMPLETE) {
      String reason = Objects.requireNonNullElse(report.reason(), "completion is reached");
      return finish(seen, resolution, Outcome.COMPLETE, Reasons.COMPLETION_REACHED, reason);
    }
    if (report != null && report.state() == LearnerProgress.State.FAILED) {
      String reason = Objects.requireNonNullElse(report.reason(), "the learner gave no reason");
      return finish(
          seen,
          resolution,
          Outcome.FAILED,
          Reasons.LEARNER_FAILED,
          "the learner failed: " + reason);
    }
    int most = maxRestarts(seen);
    int restarted = Objects.requireNonNullElse(restarts.withoutProgress(), 0);
    if (restarted > most && !isSuspended(seen)) {
      return finish(
          seen,
          resolution,
          Outcome.FAILED,
          Reasons.TOO_MANY_RESTARTS,
          "the learner restarted %d times without a new training step, failurePolicy.maxRestarts=%d%s"
              .formatted(restarted, most, lastEnd(seen)));
    }
    return null;
  }

  /// Returns whether a finished training stays so. A complete one goes on when its limits change,
  /// as a run on one machine does; a failed one when anything of its spec does.
  static boolean holds(Finish finish, Observed seen, Resolution resolution) {
    return finish.outcome() == Outcome.FAILED
        ? Objects.equals(finish.generation(), generation(seen))
        : !(resolution instanceof Resolution.Resolved resolved)
            || limits(resolved.snapshot()).equals(finish.completion());
  }

  static boolean isSuspended(Observed seen) {
    return Boolean.TRUE.equals(seen.training().getSpec().suspend());
  }

  /// Returns the limits that are set. A limit that a newer operator adds does not change the text
  /// of a training without it, so that an upgrade starts nothing again.
  static String limits(Snapshot snapshot) {
    return Limits.of(snapshot.settings().completion()).text();
  }

  /// Returns the limits that it finished by: those that the learner knew, if it says them, as it
  /// may not have heard of the newest yet.
  private static @Nullable String limits(Observed seen, @Nullable Snapshot snapshot) {
    LearnerProgress report = seen.reports().learner();
    if (report != null && report.limits() != null) {
      return report.limits().text();
    }
    return snapshot == null ? null : limits(snapshot);
  }

  /// A report without a learner is of one that is gone.
  private static @Nullable LearnerProgress reportOfLiveLearner(Observed seen) {
    boolean live =
        seen.pods().stream()
            .anyMatch(pod -> pod.role() == Role.LEARNER && PodLife.isLive(pod, seen.now()));
    return live ? seen.reports().learner() : null;
  }

  private static Finish finish(
      Observed seen, Resolution resolution, Outcome outcome, String reason, String message) {
    Snapshot snapshot = Lifecycle.snapshotOf(seen, resolution);
    return new Finish(
        outcome,
        reason,
        message,
        seen.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        generation(seen),
        limits(seen, snapshot));
  }

  private static int maxRestarts(Observed seen) {
    FailurePolicySpec policy = seen.training().getSpec().failurePolicy();
    Integer most = policy == null ? null : policy.maxRestarts();
    return most == null ? DEFAULT_MAX_RESTARTS : most;
  }

  private static String lastEnd(Observed seen) {
    for (PodFacts pod : seen.pods()) {
      for (ContainerFacts container : pod.containers()) {
        if (pod.role() == Role.LEARNER
            && container.name().equals(Role.LEARNER.text())
            && container.terminatedReason() != null) {
          return "; last end of pod %s: %s, exit code %d: read kubectl logs --previous %s"
              .formatted(
                  pod.name(), container.terminatedReason(), container.exitCode(), pod.name());
        }
      }
    }
    return "";
  }

  private static Long generation(Observed seen) {
    return Objects.requireNonNullElse(seen.training().getMetadata().getGeneration(), 0L);
  }
}
