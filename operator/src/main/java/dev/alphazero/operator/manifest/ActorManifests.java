package dev.alphazero.operator.manifest;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/// The pods that play.
final class ActorManifests {
  private ActorManifests() {}

  /// A quarter at a time, and never more than asked for: a quota may have no room for more.
  static Deployment deployment(Desired desired, FrozenRole actor) {
    return new DeploymentBuilder()
        .withMetadata(
            Children.metadata(
                desired.training(), Children.name(desired.name(), Role.ACTOR), Role.ACTOR))
        .withNewSpec()
        .withReplicas(desired.plan().actors())
        .withRevisionHistoryLimit(1)
        .withNewSelector()
        .withMatchLabels(Children.selector(desired.name(), Role.ACTOR))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString("25%"))
        .withMaxSurge(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(actor.template())
        .endSpec()
        .build();
  }
}
