package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Outcome;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.status.ConditionList.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the training as a whole stands.
record PhaseConditions(
    Verdict ready,
    Verdict progressing,
    Verdict degraded,
    Verdict suspended,
    Verdict complete,
    Verdict failed) {

  /// Returns how the training stands.
  ///
  /// @param before the status that was written last; null for none
  /// @param problems with pods
  /// @param refused what the API server refused to write; null if nothing
  static PhaseConditions of(
      RunPlan plan,
      Resolution resolution,
      RoleConditions roles,
      List<PodProblem> problems,
      @Nullable Verdict refused,
      @Nullable AlphaZeroTrainingStatus before) {
    Verdict degraded = degraded(plan, resolution, roles, problems, refused, before);
    return new PhaseConditions(
        ready(plan, roles),
        progressing(plan, roles, degraded),
        degraded,
        suspended(plan),
        finished(plan, Outcome.COMPLETE),
        finished(plan, Outcome.FAILED));
  }

  private static Verdict ready(RunPlan plan, RoleConditions roles) {
    if (plan.phase() != Phase.RUNNING) {
      return Verdict.no(plan.reason(), plan.message());
    }
    return roles.allHold()
        ? Verdict.yes(Reasons.TRAINING, "every role does its work")
        : roles.firstMissing();
  }

  private static Verdict progressing(RunPlan plan, RoleConditions roles, Verdict degraded) {
    return switch (plan.phase()) {
      case PENDING, SUSPENDED, COMPLETE, EXPIRED, FAILED ->
          Verdict.no(plan.reason(), plan.message());
      case SUSPENDING, COMPLETING ->
          Verdict.yes(Reasons.STOPPING, "actors stop, then inference, then the learner");
      case RUNNING -> {
        if (roles.allHold()) {
          yield Verdict.yes(Reasons.TRAINING, "games are played and learned from");
        }
        Verdict missing = roles.firstMissing();
        if (missing.reason().equals(Reasons.WAITING_FOR_QUOTA)) {
          yield missing;
        }
        yield degraded.holds() && !degraded.reason().equals(Reasons.UNAVAILABLE)
            ? Verdict.no(degraded.reason(), degraded.message())
            : Verdict.yes(Reasons.STARTING, missing.message());
      }
    };
  }

  /// What a person should look at, while the training should run. Actors may die at will; that all
  /// of them are gone is something to look at.
  private static Verdict degraded(
      RunPlan plan,
      Resolution resolution,
      RoleConditions roles,
      List<PodProblem> problems,
      @Nullable Verdict refused,
      @Nullable AlphaZeroTrainingStatus before) {
    if (plan.phase() != Phase.RUNNING) {
      return refused == null ? none() : Verdict.yes(refused.reason(), refused.message());
    }
    if (refused != null) {
      return Verdict.yes(refused.reason(), refused.message());
    }
    if (!problems.isEmpty()) {
      return Verdict.yes(
          problems.getFirst().reason(),
          problems.stream().map(PodProblem::message).collect(Collectors.joining("; ")));
    }
    if (resolution instanceof Resolution.Refused edit) {
      return Verdict.yes(
          edit.reason(), "the edit has no effect, the training runs as before: " + edit.message());
    }
    return wasUp(before) && !roles.allHold() && !waitsForQuota(roles)
        ? Verdict.yes(
            Reasons.UNAVAILABLE, "a role that was ready is not: " + roles.firstMissing().message())
        : none();
  }

  private static boolean waitsForQuota(RoleConditions roles) {
    return roles.firstMissing().reason().equals(Reasons.WAITING_FOR_QUOTA);
  }

  /// Whatever else was wrong: only what was up can be down.
  private static boolean wasUp(@Nullable AlphaZeroTrainingStatus before) {
    if (before == null || ConditionList.holds(before.conditions(), Conditions.READY)) {
      return before != null;
    }
    TrainingCondition degraded = ConditionList.find(before.conditions(), Conditions.DEGRADED);
    return degraded != null
        && degraded.status() == TrainingCondition.Status.TRUE
        && (degraded.reason().equals(Reasons.UNAVAILABLE) || before.progress() != null);
  }

  private static Verdict none() {
    return Verdict.no(Reasons.NO_PROBLEM, "no problem is known");
  }

  private static Verdict suspended(RunPlan plan) {
    return switch (plan.phase()) {
      case SUSPENDED -> Verdict.yes(Reasons.SUSPENDED, plan.message());
      case SUSPENDING -> Verdict.no(Reasons.STOPPING, plan.message());
      case PENDING, RUNNING, COMPLETING, COMPLETE, FAILED, EXPIRED ->
          Verdict.no(Reasons.NOT_SUSPENDED, "it is not suspended");
    };
  }

  private static Verdict finished(RunPlan plan, Outcome outcome) {
    Finish finish = plan.finish();
    return finish != null && finish.outcome() == outcome
        ? Verdict.yes(plan.reason(), plan.message() + remedy(outcome))
        : Verdict.no(Reasons.NOT_FINISHED, notFinished(outcome));
  }

  private static String notFinished(Outcome outcome) {
    return switch (outcome) {
      case COMPLETE -> "it is not complete";
      case FAILED -> "it has not failed";
    };
  }

  private static String remedy(Outcome outcome) {
    return switch (outcome) {
      case COMPLETE -> "; raise spec.completion to go on";
      case FAILED -> "; correct the spec, or suspend and resume, to try again";
    };
  }
}
