package dev.alphazero.operator.apply;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Set;

/// What must not be written after a refusal.
///
/// | refused | held back |
/// |---|---|
/// | what was frozen | everything |
/// | what pods mount or run as: claim, Secret, ConfigMap, ServiceAccount | workloads |
/// | any other object, because it is not the training's | workloads |
/// | a workload, or held back itself | removals, as pods of its older template go on |
///
/// A workload that is stopped is never held back: nothing starts by that. A name that is free when
/// a workload is written may be somebody else's object a moment later, and pods find it by name;
/// that is why a claim that a quota refuses holds back as much as a foreign one.
final class Hold {
  private static final Set<String> USED_BY_NAME =
      Set.of("ConfigMap", "PersistentVolumeClaim", "Secret", "ServiceAccount");

  private boolean everything;
  private boolean workloads;
  private boolean removals;

  /// Returns whether a change must wait.
  boolean holds(Change change) {
    boolean held =
        everything
            || switch (change) {
              case Change.Create create -> workloads && isWorkload(create);
              case Change.Update update -> workloads && isWorkload(update) && !isStopped(update);
              case Change.Delete _ -> removals;
            };
    if (held && isWorkload(change)) {
      removals = true;
    }
    return held;
  }

  /// Takes note of a refusal.
  void refused(Change change, Refusal refusal) {
    if (change instanceof Change.Delete) {
      return;
    }
    if (isWorkload(change)) {
      removals = true;
    }
    everything |= refusal.kind().equals("ControllerRevision");
    workloads |= USED_BY_NAME.contains(refusal.kind()) || refusal.code() == Refusal.NOT_OURS;
  }

  private static boolean isWorkload(Change change) {
    return change.object() instanceof Deployment || change.object() instanceof StatefulSet;
  }

  private static boolean isStopped(Change change) {
    Integer replicas =
        switch (change.object()) {
          case Deployment deployment -> deployment.getSpec().getReplicas();
          case StatefulSet set -> set.getSpec().getReplicas();
          default -> null;
        };
    return replicas != null && replicas == 0;
  }
}
