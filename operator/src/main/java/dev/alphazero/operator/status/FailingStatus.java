package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.operator.status.ConditionList.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The status of a training that cannot be reconciled: what was known, and that it may be old.
public final class FailingStatus {
  private FailingStatus() {}

  /// Returns the status that was written last, with the conditions `Degraded` and `Progressing`
  /// saying what goes wrong.
  ///
  /// @param before null if none was ever written
  /// @param generation of the spec that cannot be reconciled
  /// @param words what goes wrong
  public static AlphaZeroTrainingStatus of(
      @Nullable AlphaZeroTrainingStatus before, long generation, String words, Instant now) {
    AlphaZeroTrainingStatus known =
        before == null
            ? new AlphaZeroTrainingStatus(null, "Pending", null, null, null, null, null, null, null)
            : before;
    String message = words + "; it is tried again, at least every 15 s";
    List<TrainingCondition> old =
        Objects.requireNonNullElse(known.conditions(), List.<TrainingCondition>of());
    ConditionList conditions = new ConditionList(old, generation, now);
    conditions.add(Conditions.DEGRADED, Verdict.yes(Reasons.RECONCILE_FAILED, message));
    conditions.add(Conditions.PROGRESSING, Verdict.no(Reasons.RECONCILE_FAILED, message));
    old.stream().filter(FailingStatus::isKept).forEach(conditions::keep);
    return new AlphaZeroTrainingStatus(
        known.observedGeneration(),
        known.state(),
        conditions.list(),
        known.profile(),
        known.actors(),
        known.progress(),
        known.checkpoint(),
        known.finish(),
        known.restarts());
  }

  private static boolean isKept(TrainingCondition condition) {
    return !condition.type().equals(Conditions.DEGRADED)
        && !condition.type().equals(Conditions.PROGRESSING);
  }
}
