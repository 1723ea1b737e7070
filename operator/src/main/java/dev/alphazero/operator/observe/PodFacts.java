package dev.alphazero.operator.observe;

import dev.alphazero.crd.role.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is read of a pod.
///
/// @param ip address; null before it has one
/// @param phase Pending, Running, Succeeded, Failed or Unknown
/// @param deletionDeadline when it must have gone: deletion time and grace period; null unless it
///   is being deleted
/// @param disrupted whether it is about to be ended from outside (condition DisruptionTarget):
///   drain, preemption, taint, lost node, node pressure
/// @param gated whether scheduling gates hold it back, as Kueue's do
/// @param unschedulable the scheduler's words; null unless it found no node
/// @param evictedReason reason of a failed pod, for example Evicted; null otherwise
public record PodFacts(
    String name,
    String uid,
    Role role,
    @Nullable String ip,
    String phase,
    boolean ready,
    @Nullable Instant deletionDeadline,
    boolean disrupted,
    boolean gated,
    @Nullable String unschedulable,
    @Nullable String evictedReason,
    List<ContainerFacts> containers) {
  public PodFacts {
    containers = List.copyOf(containers);
  }

  /// What is read of a container.
  ///
  /// @param waitingReason for example ImagePullBackOff or CrashLoopBackOff; null unless it waits
  /// @param terminatedReason how it ended last time, for example OOMKilled; null if it never did
  /// @param exitCode of the last end; 0 if it never ended
  public record ContainerFacts(
      String name,
      int restarts,
      @Nullable String waitingReason,
      @Nullable String waitingMessage,
      @Nullable String terminatedReason,
      int exitCode) {}
}
