package dev.alphazero.operator.manifest;

import dev.alphazero.crd.pod.PodsSpec;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/// The pod that trains. A StatefulSet, as no second one may start before the first is gone.
final class LearnerManifests {
  private LearnerManifests() {}

  /// Parallel: a new template takes the place of a broken one without waiting for it. Its claim is
  /// made apart, as claims of a template can never change.
  static StatefulSet statefulSet(Desired desired, FrozenRole learner) {
    String name = Children.name(desired.name(), Role.LEARNER);
    return new StatefulSetBuilder()
        .withMetadata(Children.metadata(desired.training(), name, Role.LEARNER))
        .withNewSpec()
        .withReplicas(desired.plan().learner())
        .withRevisionHistoryLimit(1)
        .withServiceName(name)
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .withMatchLabels(Children.selector(desired.name(), Role.LEARNER))
        .endSelector()
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withTemplate(learner.template())
        .endSpec()
        .build();
  }

  /// One address that outlives the pod, so that no role waits for a stale name. Published before
  /// the learner is ready: others connect while it reads its log.
  static Service service(Desired desired) {
    return new ServiceBuilder()
        .withMetadata(
            Children.metadata(
                desired.training(), Children.name(desired.name(), Role.LEARNER), Role.LEARNER))
        .withNewSpec()
        .withType("ClusterIP")
        .withPublishNotReadyAddresses(true)
        .withSelector(Children.selector(desired.name(), Role.LEARNER))
        .withPorts(grpcPort())
        .endSpec()
        .build();
  }

  /// Returns whether a drain has to wait for the pod; not for one that is to stop.
  static boolean isProtected(Desired desired) {
    PodsSpec pods = desired.training().getSpec().pods();
    return pods != null
        && Boolean.TRUE.equals(pods.protectLearner())
        && desired.plan().learner() > 0;
  }

  /// A drain waits for a pod that trains, never for one that is not ready.
  static PodDisruptionBudget budget(Desired desired) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(
            Children.metadata(
                desired.training(), Children.name(desired.name(), Role.LEARNER), Role.LEARNER))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(0))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Children.selector(desired.name(), Role.LEARNER))
        .endSelector()
        .endSpec()
        .build();
  }

  static ServicePort grpcPort() {
    return new ServicePortBuilder()
        .withName(Wiring.GRPC_NAME)
        .withPort(Wiring.GRPC)
        .withTargetPort(new IntOrString(Wiring.GRPC_NAME))
        .withProtocol("TCP")
        .build();
  }
}
