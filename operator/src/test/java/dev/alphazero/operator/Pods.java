package dev.alphazero.operator;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pods that something is wrong with, for tests.
public final class Pods {
  private Pods() {}

  /// Returns a pod whose container waits.
  public static PodFacts waiting(Role role, int index, String reason, String message) {
    return of(
        role,
        index,
        "Pending",
        null,
        List.of(new ContainerFacts(role.text(), 0, reason, message, null, 0)));
  }

  /// Returns a pod whose container has ended and was started again.
  public static PodFacts restarted(Role role, int index, int restarts, String ended, int exitCode) {
    return of(
        role,
        index,
        "Running",
        null,
        List.of(new ContainerFacts(role.text(), restarts, null, null, ended, exitCode)));
  }

  /// Returns a pod that failed as a whole.
  public static PodFacts failed(Role role, int index, @Nullable String reason) {
    return of(role, index, "Failed", reason, List.of());
  }

  /// Returns a pod that no node takes.
  public static PodFacts unschedulable(Role role, int index, String words) {
    PodFacts pod = of(role, index, "Pending", null, List.of());
    return new PodFacts(
        pod.name(),
        pod.uid(),
        role,
        null,
        "Pending",
        false,
        null,
        false,
        false,
        words,
        null,
        List.of());
  }

  /// Returns a pod that a scheduling gate holds back.
  public static PodFacts gated(Role role, int index) {
    PodFacts pod = of(role, index, "Pending", null, List.of());
    return new PodFacts(
        pod.name(),
        pod.uid(),
        role,
        null,
        "Pending",
        false,
        null,
        false,
        true,
        null,
        null,
        List.of());
  }

  /// Returns a pod that is being deleted.
  public static PodFacts deleting(Role role, int index, Instant deadline) {
    PodFacts pod = Situation.pod(role, index, false);
    return new PodFacts(
        pod.name(),
        pod.uid(),
        role,
        pod.ip(),
        "Running",
        false,
        deadline,
        false,
        false,
        null,
        null,
        pod.containers());
  }

  /// Returns the pod under another uid: its successor.
  public static PodFacts withUid(PodFacts pod, String uid) {
    return new PodFacts(
        pod.name(),
        uid,
        pod.role(),
        pod.ip(),
        pod.phase(),
        pod.ready(),
        pod.deletionDeadline(),
        pod.disrupted(),
        pod.gated(),
        pod.unschedulable(),
        pod.evictedReason(),
        pod.containers());
  }

  private static PodFacts of(
      Role role,
      int index,
      String phase,
      @Nullable String evictedReason,
      List<ContainerFacts> containers) {
    PodFacts pod = Situation.pod(role, index, false);
    return new PodFacts(
        pod.name(),
        pod.uid(),
        role,
        pod.ip(),
        phase,
        false,
        null,
        false,
        false,
        null,
        evictedReason,
        containers);
  }
}
