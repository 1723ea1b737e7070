package dev.alphazero.operator.lifecycle;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Workload;

/// Stops actors, then inference, then the learner, so that no finished game is lost: each role
/// outlives those that send to it.
///
/// A role is gone when its controller wants no pods, has seen that, and no pod is left. A pod that
/// has ended, or should long have gone (its node is lost), does not count: a stop is bounded.
final class OrderedStop {
  private OrderedStop() {}

  /// Pods that may still run, by role.
  record Replicas(int actors, int inference, int learner) {}

  /// Returns what runs in the next step: never more than runs now.
  ///
  /// @param learnerToo whether the learner may stop, when its turn comes
  static Replicas next(Observed seen, boolean learnerToo) {
    boolean actorsGone = isGone(seen, Role.ACTOR);
    boolean inferenceGone = actorsGone && isGone(seen, Role.INFERENCE);
    return new Replicas(
        0,
        actorsGone ? 0 : desired(seen, Role.INFERENCE),
        inferenceGone && learnerToo ? 0 : Math.min(1, desired(seen, Role.LEARNER)));
  }

  static boolean isDone(Observed seen) {
    return isGone(seen, Role.ACTOR) && isGone(seen, Role.INFERENCE) && isGone(seen, Role.LEARNER);
  }

  static boolean isGone(Observed seen, Role role) {
    Workload workload = seen.workloads().get(role);
    return (workload == null || (workload.desired() == 0 && workload.settled()))
        && seen.pods().stream()
            .noneMatch(pod -> pod.role() == role && PodLife.isLive(pod, seen.now()));
  }

  private static int desired(Observed seen, Role role) {
    Workload workload = seen.workloads().get(role);
    return workload == null ? 0 : workload.desired();
  }
}
