package dev.alphazero.operator.observe;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import dev.alphazero.operator.owned.Ownership;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the facts of a pod.
final class PodReader {
  private PodReader() {}

  /// Returns the facts; empty for a pod that no role's label names.
  static Optional<PodFacts> read(Pod pod) {
    return Ownership.roleOf(pod).map(role -> read(pod, role));
  }

  private static PodFacts read(Pod pod, Role role) {
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    String phase = Objects.requireNonNullElse(status.getPhase(), "Pending");
    PodCondition scheduled = condition(status, "PodScheduled");
    return new PodFacts(
        pod.getMetadata().getName(),
        pod.getMetadata().getUid(),
        role,
        status.getPodIP(),
        phase,
        isTrue(condition(status, "Ready")),
        deletionDeadline(pod),
        isTrue(condition(status, "DisruptionTarget")),
        isHeld(scheduled, "SchedulingGated"),
        scheduled != null && isHeld(scheduled, "Unschedulable") ? scheduled.getMessage() : null,
        phase.equals("Failed") ? status.getReason() : null,
        Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
            .flatMap(List::stream)
            .map(PodReader::container)
            .toList());
  }

  /// The server sets the deletion time to the end of the grace period.
  private static @Nullable Instant deletionDeadline(Pod pod) {
    String deleted = pod.getMetadata().getDeletionTimestamp();
    return deleted == null ? null : Instant.parse(deleted);
  }

  private static ContainerFacts container(ContainerStatus status) {
    ContainerState now = Objects.requireNonNullElseGet(status.getState(), ContainerState::new);
    ContainerState last = Objects.requireNonNullElseGet(status.getLastState(), ContainerState::new);
    var waiting = now.getWaiting();
    var ended = now.getTerminated() == null ? last.getTerminated() : now.getTerminated();
    return new ContainerFacts(
        status.getName(),
        Objects.requireNonNullElse(status.getRestartCount(), 0),
        waiting == null ? null : waiting.getReason(),
        waiting == null ? null : waiting.getMessage(),
        ended == null ? null : ended.getReason(),
        ended == null ? 0 : Objects.requireNonNullElse(ended.getExitCode(), 0));
  }

  private static @Nullable PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElse(null);
  }

  private static boolean isHeld(@Nullable PodCondition scheduled, String reason) {
    return scheduled != null
        && scheduled.getStatus().equals("False")
        && reason.equals(scheduled.getReason());
  }

  private static boolean isTrue(@Nullable PodCondition condition) {
    return condition != null && condition.getStatus().equals("True");
  }
}
