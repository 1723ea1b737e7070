package dev.alphazero.operator.status;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Actors;
import dev.alphazero.crd.AutoscalingMode;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.condition.TrainingCondition.Status;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.lifecycle.Lifecycle;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.status.ConditionList.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Assembles the status of a training. The same facts give the same status: no message holds a
/// counter that runs.
public final class StatusAssembler {
  private StatusAssembler() {}

  /// Returns the status to write.
  ///
  /// @param refused writes that the API server refused
  /// @param tolerated what runs though the policy would refuse it now
  /// @param scaling what the autoscaler decided
  /// @param actorSelector label selector of the actors' pods
  public static AlphaZeroTrainingStatus assemble(
      Observed seen,
      Resolution resolution,
      RunPlan plan,
      List<Refusal> refused,
      List<Violation> tolerated,
      Scaling scaling,
      String actorSelector) {
    AlphaZeroTrainingStatus before = seen.training().getStatus();
    Snapshot snapshot = Lifecycle.snapshotOf(seen, resolution);
    List<PodProblem> problems = PodProblems.of(seen);
    RoleConditions roles = RoleConditions.of(seen, plan, snapshot, problems);
    Verdict writeRefused = NoticeConditions.writeRefused(refused);
    PhaseConditions phase =
        PhaseConditions.of(plan, resolution, roles, problems, writeRefused, before);
    Actors actors = actors(seen, plan, snapshot, scaling, actorSelector);
    long generation = Objects.requireNonNullElse(seen.training().getMetadata().getGeneration(), 0L);

    ConditionList conditions =
        new ConditionList(before == null ? null : before.conditions(), generation, seen.now());
    conditions.add(Conditions.READY, phase.ready());
    conditions.add(Conditions.PROFILE_RESOLVED, profileResolved(resolution));
    conditions.add(Conditions.LEARNER_AVAILABLE, roles.learner());
    conditions.add(Conditions.INFERENCE_AVAILABLE, roles.inference());
    conditions.add(Conditions.ACTORS_AVAILABLE, roles.actors());
    conditions.add(Conditions.PROGRESSING, phase.progressing());
    conditions.add(Conditions.DEGRADED, phase.degraded());
    conditions.add(Conditions.SUSPENDED, phase.suspended());
    conditions.add(Conditions.COMPLETE, phase.complete());
    conditions.add(Conditions.FAILED, phase.failed());
    addIfHeld(conditions, Conditions.VOLUME_BOUND, VolumeCondition.of(seen));
    addIfHeld(
        conditions,
        Conditions.BETTER_PROFILE_AVAILABLE,
        NoticeConditions.betterProfile(resolution));
    addIfHeld(
        conditions,
        Conditions.METRICS_STALE,
        NoticeConditions.metricsStale(seen, plan, roles, scaling));
    addIfHeld(
        conditions,
        Conditions.POLICY_VIOLATED,
        NoticeConditions.policyViolated(resolution, tolerated));
    addIfHeld(conditions, Conditions.QUOTA_EXCEEDED, NoticeConditions.quotaExceeded(scaling));
    addIfHeld(conditions, Conditions.QUOTA_PENDING, NoticeConditions.quotaPending(seen));
    addIfHeld(
        conditions,
        Conditions.SCALE_IGNORED,
        NoticeConditions.scaleIgnored(seen, snapshot, actors));
    addIfHeld(conditions, Conditions.WRITE_REFUSED, writeRefused);

    return new AlphaZeroTrainingStatus(
        generation,
        StateWord.of(plan, phase, roles),
        conditions.list(),
        snapshot == null ? null : snapshot.status(),
        actors,
        ProgressStatus.of(seen.reports(), before == null ? null : before.progress(), seen.now()),
        ProgressStatus.checkpoint(seen.reports(), before == null ? null : before.checkpoint()),
        plan.finish(),
        plan.restarts());
  }

  private static void addIfHeld(ConditionList conditions, String type, @Nullable Verdict verdict) {
    if (verdict != null) {
      conditions.add(type, verdict);
    }
  }

  private static Verdict profileResolved(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Resolved resolved ->
          resolved.warnings().isEmpty()
              ? Verdict.yes(Reasons.RESOLVED, resolved.snapshot().reason())
              : Verdict.yes(
                  Reasons.RESOLVED_WITH_WARNINGS,
                  resolved.snapshot().reason()
                      + "; warning: "
                      + String.join("; warning: ", resolved.warnings()));
      case Resolution.Waiting waiting ->
          new Verdict(Status.UNKNOWN, waiting.reason(), waiting.message());
      case Resolution.Refused refused -> Verdict.no(refused.reason(), refused.message());
    };
  }

  private static Actors actors(
      Observed seen,
      RunPlan plan,
      @Nullable Snapshot snapshot,
      Scaling scaling,
      String actorSelector) {
    Workload workload = seen.workloads().get(Role.ACTOR);
    return new Actors(
        plan.actors(),
        workload == null ? 0 : workload.current(),
        workload == null ? 0 : workload.ready(),
        actorSelector,
        plan.phase() == Phase.RUNNING ? scaling.advised() : null,
        started(seen, plan, snapshot));
  }

  private static @Nullable Integer started(
      Observed seen, RunPlan plan, @Nullable Snapshot snapshot) {
    if (snapshot == null
        || plan.phase() != Phase.RUNNING
        || snapshot.settings().actors().autoscaling().mode() != AutoscalingMode.ENFORCE) {
      return null;
    }
    AlphaZeroTrainingStatus before = seen.training().getStatus();
    Actors actors = before == null ? null : before.actors();
    Integer started = actors == null ? null : actors.started();
    return started == null ? Integer.valueOf(snapshot.settings().actors().replicas()) : started;
  }
}
