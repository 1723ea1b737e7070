package dev.alphazero.operator.manifest;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/// The pods that evaluate positions.
final class InferenceManifests {
  private InferenceManifests() {}

  /// One after the other, without a surge: there may be no GPU for one more.
  static Deployment deployment(Desired desired, FrozenRole inference) {
    return new DeploymentBuilder()
        .withMetadata(
            Children.metadata(
                desired.training(), Children.name(desired.name(), Role.INFERENCE), Role.INFERENCE))
        .withNewSpec()
        .withReplicas(desired.plan().inference())
        .withRevisionHistoryLimit(1)
        .withNewSelector()
        .withMatchLabels(Children.selector(desired.name(), Role.INFERENCE))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(1))
        .withMaxSurge(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(inference.template())
        .endSpec()
        .build();
  }

  /// Headless: an actor sees every address and balances batches itself.
  ///
  /// @param answering the role whose pods evaluate positions
  static Service service(Desired desired, Role answering) {
    return new ServiceBuilder()
        .withMetadata(
            Children.metadata(
                desired.training(), Children.name(desired.name(), Role.INFERENCE), Role.INFERENCE))
        .withNewSpec()
        .withClusterIP("None")
        .withSelector(Children.selector(desired.name(), answering))
        .withPorts(LearnerManifests.grpcPort())
        .endSpec()
        .build();
  }

  /// A drain takes one at a time; a pod that is not ready never blocks it.
  static PodDisruptionBudget budget(Desired desired) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(
            Children.metadata(
                desired.training(), Children.name(desired.name(), Role.INFERENCE), Role.INFERENCE))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Children.selector(desired.name(), Role.INFERENCE))
        .endSelector()
        .endSpec()
        .build();
  }
}
