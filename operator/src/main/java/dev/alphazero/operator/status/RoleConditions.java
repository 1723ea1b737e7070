package dev.alphazero.operator.status;

import dev.alphazero.crd.Placement;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.status.ConditionList.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether each role does its work: at least one pod is ready, or none is needed.
///
/// @param learner of the learner
/// @param inference of inference, wherever it runs
/// @param actors of the actors
record RoleConditions(Verdict learner, Verdict inference, Verdict actors) {

  /// Returns how the roles stand.
  ///
  /// @param snapshot what the training runs by; null if it was never resolved
  static RoleConditions of(
      Observed seen, RunPlan plan, @Nullable Snapshot snapshot, List<PodProblem> problems) {
    Verdict learner = of(Role.LEARNER, seen, plan, problems);
    return new RoleConditions(
        learner, inference(seen, plan, snapshot, problems, learner), actors(seen, plan, problems));
  }

  /// Returns whether all roles do their work.
  boolean allHold() {
    return learner.holds() && inference.holds() && actors.holds();
  }

  /// Returns the first that does not hold.
  Verdict firstMissing() {
    return learner.holds() ? inference.holds() ? actors : inference : learner;
  }

  private static Verdict inference(
      Observed seen,
      RunPlan plan,
      @Nullable Snapshot snapshot,
      List<PodProblem> problems,
      Verdict learner) {
    if (snapshot != null && snapshot.placement() == Placement.ACTOR) {
      return Verdict.yes(
          Reasons.NOT_NEEDED, "the network is small: each actor evaluates its own positions");
    }
    if (snapshot != null && snapshot.hasInferenceInLearner()) {
      return learner.holds()
          ? Verdict.yes(Reasons.SHARES_LEARNER, "learner and inference share one GPU and one pod")
          : learner;
    }
    return of(Role.INFERENCE, seen, plan, problems);
  }

  private static Verdict actors(Observed seen, RunPlan plan, List<PodProblem> problems) {
    return plan.phase() == Phase.RUNNING && plan.actors() == 0
        ? Verdict.yes(Reasons.NOT_NEEDED, "no actors are asked for")
        : of(Role.ACTOR, seen, plan, problems);
  }

  private static Verdict of(Role role, Observed seen, RunPlan plan, List<PodProblem> problems) {
    Workload workload = seen.workloads().get(role);
    int ready = workload == null ? 0 : workload.ready();
    int wanted = plan.replicas(role);
    if (ready > 0) {
      return Verdict.yes(
          ready < wanted ? Reasons.PARTLY_AVAILABLE : Reasons.AVAILABLE,
          readyWords(ready, Math.max(ready, wanted), role));
    }
    if (plan.phase() != Phase.RUNNING) {
      return Verdict.no(stoppedReason(plan), "nothing runs, see condition Ready");
    }
    if (seen.pods().stream().anyMatch(pod -> pod.role() == role && pod.gated())) {
      return Verdict.no(
          Reasons.WAITING_FOR_QUOTA,
          role.text() + " pods wait for quota, see condition QuotaPending");
    }
    return problems.stream()
        .filter(problem -> problem.role() == role)
        .findFirst()
        .map(problem -> Verdict.no(problem.reason(), problem.message()))
        .orElse(Verdict.no(Reasons.STARTING, startingWords(role, seen, workload, wanted)));
  }

  /// The controller of StatefulSets says by events alone why it makes no pod.
  private static String startingWords(
      Role role, Observed seen, @Nullable Workload workload, int wanted) {
    String words = readyWords(0, wanted, role);
    return role == Role.LEARNER
            && workload != null
            && workload.settled()
            && workload.current() < wanted
        ? words
            + ": its pod is not made yet; if that lasts, kubectl describe statefulset "
            + Children.name(seen.training().getMetadata().getName(), role)
            + " says why (quota, LimitRange, admission)"
        : words;
  }

  private static String readyWords(int ready, int wanted, Role role) {
    return "%d of %d %s pods are ready".formatted(ready, wanted, role.text());
  }

  private static String stoppedReason(RunPlan plan) {
    return plan.phase() == Phase.PENDING ? Reasons.NOT_RESOLVED : plan.reason();
  }
}
