package dev.alphazero.operator.observe;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what a workload's controller reports.
final class WorkloadReader {
  private WorkloadReader() {}

  /// @param problem why its controller cannot make pods; empty if it can
  static Workload read(Deployment deployment, String problem) {
    DeploymentStatus status =
        Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    return new Workload(
        orOne(deployment.getSpec().getReplicas()),
        orZero(status.getReplicas()),
        orZero(status.getReadyReplicas()),
        orZero(status.getUpdatedReplicas()),
        isSeen(deployment.getMetadata().getGeneration(), status.getObservedGeneration()),
        problem);
  }

  /// Returns why a Deployment's pods were refused at first; empty if they are not.
  static String failure(Deployment deployment) {
    return Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new)
        .getConditions()
        .stream()
        .filter(c -> c.getType().equals("ReplicaFailure") && c.getStatus().equals("True"))
        .map(DeploymentCondition::getMessage)
        .findFirst()
        .orElse("");
  }

  /// @param problem why its controller cannot make pods; empty if it can
  static Workload read(StatefulSet set, String problem) {
    StatefulSetStatus status =
        Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
    return new Workload(
        orOne(set.getSpec().getReplicas()),
        orZero(status.getReplicas()),
        orZero(status.getReadyReplicas()),
        orZero(status.getUpdatedReplicas()),
        isSeen(set.getMetadata().getGeneration(), status.getObservedGeneration()),
        problem);
  }

  private static boolean isSeen(@Nullable Long generation, @Nullable Long observed) {
    return generation != null && observed != null && observed >= generation;
  }

  private static int orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private static int orOne(@Nullable Integer count) {
    return count == null ? 1 : count;
  }
}
