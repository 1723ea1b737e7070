package dev.alphazero.operator.manifest;

import dev.alphazero.crd.PodOverrides;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.freeze.RoleInputs;
import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The pods of each role: restricted Pod Security, no rights in the cluster.
final class PodTemplates {
  private PodTemplates() {}

  static PodTemplateSpec of(Role role, RoleInputs inputs, String configMap, String defaultImage) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels(role, inputs))
        .withAnnotations(annotations(role, inputs))
        .endMetadata()
        .withSpec(spec(role, inputs, configMap, defaultImage))
        .build();
  }

  private static PodSpec spec(Role role, RoleInputs inputs, String configMap, String defaultImage) {
    String training = inputs.training().name();
    PodSpecBuilder spec =
        new PodSpecBuilder()
            .withServiceAccountName(training)
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withSecurityContext(securityContext())
            .withTerminationGracePeriodSeconds(graceSeconds(role))
            .withImagePullSecrets(
                inputs.imagePullSecrets().stream().map(LocalObjectReference::new).toList())
            .withContainers(
                Containers.of(
                    role, inputs, Objects.requireNonNullElse(inputs.image(), defaultImage)))
            .withVolumes(Volumes.of(role, training, configMap))
            .withTolerations(Scheduling.tolerations(role, inputs))
            .withAffinity(Scheduling.affinity(inputs))
            .withTopologySpreadConstraints(Scheduling.spread(role, training));
    PodOverrides overrides = inputs.overrides();
    if (overrides != null) {
      spec.withNodeSelector(overrides.nodeSelector())
          .withPriorityClassName(overrides.priorityClassName())
          .withRuntimeClassName(overrides.runtimeClassName());
    }
    return spec.build();
  }

  /// What selects the pods wins over what a training adds.
  private static Map<String, String> labels(Role role, RoleInputs inputs) {
    Map<String, String> labels = new TreeMap<>();
    PodOverrides overrides = inputs.overrides();
    if (overrides != null && overrides.labels() != null) {
      labels.putAll(overrides.labels());
    }
    if (inputs.queueName() != null) {
      labels.put(Inputs.QUEUE_NAME, inputs.queueName());
    }
    labels.putAll(Children.labels(inputs.training().name(), role));
    return labels;
  }

  private static Map<String, String> annotations(Role role, RoleInputs inputs) {
    Map<String, String> annotations = new TreeMap<>();
    if (role == Role.LEARNER) {
      annotations.put("karpenter.sh/do-not-disrupt", "true");
    }
    PodOverrides overrides = inputs.overrides();
    if (overrides != null && overrides.annotations() != null) {
      annotations.putAll(overrides.annotations());
    }
    return annotations;
  }

  private static PodSecurityContext securityContext() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(Wiring.USER)
        .withRunAsGroup(Wiring.USER)
        .withFsGroup(Wiring.USER)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withSeccompProfile(new SeccompProfile(null, "RuntimeDefault"))
        .build();
  }

  /// Time to hand in games, to answer what was asked, to write a checkpoint.
  private static long graceSeconds(Role role) {
    return switch (role) {
      case ACTOR -> 60;
      case INFERENCE -> 30;
      case LEARNER -> 120;
    };
  }
}
