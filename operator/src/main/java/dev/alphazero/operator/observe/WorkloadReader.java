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

  static Workload read(Deployment deployment) {
    DeploymentStatus status =
        Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    return new Workload(
        orOne(deployment.getSpec().getReplicas()),
        orZero(status.getReplicas()),
        orZero(status.getReadyReplicas()),
        orZero(status.getUpdatedReplicas()),
        isSeen(deployment.getMetadata().getGeneration(), status.getObservedGeneration()),
        status.getConditions().stream()
            .filter(c -> c.getType().equals("ReplicaFailure") && c.getStatus().equals("True"))
            .map(DeploymentCondition::getMessage)
            .findFirst()
            .orElse(""));
  }

  /// A StatefulSet's controller reports no failure to make pods but by events.
  static Workload read(StatefulSet set) {
    StatefulSetStatus status =
        Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
    return new Workload(
        orOne(set.getSpec().getReplicas()),
        orZero(status.getReplicas()),
        orZero(status.getReadyReplicas()),
        orZero(status.getUpdatedReplicas()),
        isSeen(set.getMetadata().getGeneration(), status.getObservedGeneration()),
        "");
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
