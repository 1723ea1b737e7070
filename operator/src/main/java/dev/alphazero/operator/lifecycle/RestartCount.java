package dev.alphazero.operator.lifecycle;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts the learner's failures.
///
/// | counted | not counted |
/// |---|---|
/// | its container was started again: crash, out of memory, exit, a probe that failed | the same after its node restarted (`Unknown`, `ContainerStatusUnknown`) |
/// | its pod ended by itself (`DeadlineExceeded`, or no reason given) | its pod was evicted, preempted, shut down with its node or not admitted there |
/// | | anything of a pod that is being deleted or has the condition `DisruptionTarget`: its pod is replaced (drain, lost node, new template, resume) |
/// | | its pod waits for quota, a node, an image or a volume |
///
/// A pod that is ended from outside ends with 143 while it is young, and looks like one that
/// failed. The server sets the deletion time, and whoever disrupts the condition, before the
/// kubelet ends a container, so both are seen no later than the end.
///
/// A training step beyond the newest known at the last failure clears the count of failures without
/// progress. A resume may rewind steps; steps learned again are not new.
final class RestartCount {
  static final Restarts NONE = new Restarts(0, 0, null, null);

  /// Reasons of failed pods that are the node's or the scheduler's doing, as the kubelet of
  /// Kubernetes 1.34 gives them, and older ones.
  private static final Set<String> DISRUPTIONS =
      Set.of(
          "AppArmor",
          "Evicted",
          "InitContainerRestartPolicyForbidden",
          "InvalidNodeInfo",
          "NodeAffinity",
          "NodeLost",
          "NodeName",
          "NodePorts",
          "NodeShutdown",
          "PodLevelResourcesNotSupported",
          "PodOSNotSupported",
          "PodOSSelectorNodeLabelDoesNotMatch",
          "Preempted",
          "Preempting",
          "SMTAlignmentError",
          "Shutdown",
          "SupplementalGroupsPolicyNotSupported",
          "SysctlForbidden",
          "TaintToleration",
          "Terminated",
          "TopologyAffinityError",
          "UnexpectedAdmissionError",
          "UnexpectedPredicateFailureType",
          "UnknownReason",
          "VolumeAttachmentLimitExceeded");

  /// Prefix of the reasons of pods that found their node full: `OutOfcpu`, `OutOfnvidia.com/gpu`.
  private static final String NODE_FULL = "OutOf";

  /// Reasons of ended containers whose node went away under them.
  private static final Set<String> NODE_RESTARTED = Set.of("ContainerStatusUnknown", "Unknown");

  private RestartCount() {}

  /// Returns the count with what is seen now.
  ///
  /// @param before the count so far; null if nothing was counted yet
  /// @param steps newest training step known; null if none is
  static Restarts next(@Nullable Restarts before, List<PodFacts> pods, @Nullable Long steps) {
    Restarts known = before == null ? NONE : before;
    int all = orZero(known.learner());
    int withoutProgress = orZero(known.withoutProgress());
    Long step = known.step();
    if (step != null && steps != null && steps > step) {
      withoutProgress = 0;
    }
    Optional<PodFacts> pod = newestLearner(pods);
    if (pod.isEmpty()) {
      return new Restarts(all, withoutProgress, step, known.counted());
    }
    int failures = newFailures(known.counted(), pod.get());
    return failures == 0
        ? new Restarts(all, withoutProgress, step, cursor(pod.get()))
        : new Restarts(
            all + failures,
            withoutProgress + failures,
            Math.max(step == null ? 0 : step, steps == null ? 0 : steps),
            cursor(pod.get()));
  }

  /// Returns the count after a stop: the next start has the whole budget.
  static Restarts cleared(Restarts restarts) {
    return new Restarts(orZero(restarts.learner()), 0, null, restarts.counted());
  }

  private static Optional<PodFacts> newestLearner(List<PodFacts> pods) {
    return pods.stream()
        .filter(pod -> pod.role() == Role.LEARNER)
        .min(Comparator.comparing(pod -> pod.deletionDeadline() != null));
  }

  private static int newFailures(@Nullable String counted, PodFacts pod) {
    int failures = failures(pod);
    String same = pod.uid() + "/";
    if (counted != null && counted.startsWith(same)) {
      failures -= Integer.parseInt(counted.substring(same.length()));
    }
    return isEndedFromOutside(pod) ? 0 : Math.max(0, failures);
  }

  /// What it counted until then stays counted.
  private static boolean isEndedFromOutside(PodFacts pod) {
    return pod.deletionDeadline() != null
        || pod.disrupted()
        || containers(pod).stream()
            .map(container -> Objects.requireNonNullElse(container.terminatedReason(), ""))
            .anyMatch(NODE_RESTARTED::contains);
  }

  private static String cursor(PodFacts pod) {
    return pod.uid() + "/" + failures(pod);
  }

  private static int failures(PodFacts pod) {
    int restarts = containers(pod).stream().mapToInt(ContainerFacts::restarts).sum();
    return restarts + (failedByItself(pod) ? 1 : 0);
  }

  private static boolean failedByItself(PodFacts pod) {
    String reason = Objects.requireNonNullElse(pod.evictedReason(), "");
    return pod.phase().equals("Failed")
        && !DISRUPTIONS.contains(reason)
        && !reason.startsWith(NODE_FULL);
  }

  /// A sidecar that something injected is not the learner.
  private static List<ContainerFacts> containers(PodFacts pod) {
    return pod.containers().stream()
        .filter(container -> container.name().equals(Role.LEARNER.text()))
        .toList();
  }

  private static int orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
