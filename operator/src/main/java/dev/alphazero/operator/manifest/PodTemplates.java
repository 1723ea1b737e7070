package dev.alphazero.operator.manifest;

import dev.alphazero.crd.pod.PodOverrides;
import dev.alphazero.crd.pod.SecurityContextSpec;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
            .withServiceAccountName(
                Objects.requireNonNullElse(inputs.serviceAccountName(), training))
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withSecurityContext(securityContext(inputs.overrides()))
            .withTerminationGracePeriodSeconds(graceSeconds(role, inputs))
            .withImagePullSecrets(
                inputs.imagePullSecrets().stream().map(LocalObjectReference::new).toList())
            .withContainers(
                Containers.of(
                    role, inputs, Objects.requireNonNullElse(inputs.image(), defaultImage)))
            .withVolumes(Volumes.of(role, training, configMap))
            .withTolerations(Scheduling.tolerations(role, inputs))
            .withAffinity(Scheduling.affinity(inputs))
            .withTopologySpreadConstraints(Scheduling.spread(role, inputs));
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

  /// What a training sets wins over the image's user, which a platform that gives users may forbid.
  private static PodSecurityContext securityContext(@Nullable PodOverrides overrides) {
    SecurityContextSpec written =
        overrides == null || overrides.securityContext() == null
            ? SecurityContextSpec.NONE
            : overrides.securityContext();
    Long usual = written.defaults() == SecurityContextSpec.Defaults.PLATFORM ? null : Wiring.USER;
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(either(written.runAsUser(), usual))
        .withRunAsGroup(either(written.runAsGroup(), usual))
        .withFsGroup(either(written.fsGroup(), usual))
        .withSupplementalGroups(Objects.requireNonNullElse(written.supplementalGroups(), List.of()))
        .withFsGroupChangePolicy("OnRootMismatch")
        .withSeccompProfile(new SeccompProfile(null, "RuntimeDefault"))
        .build();
  }

  private static @Nullable Long either(@Nullable Long written, @Nullable Long usual) {
    return written == null ? usual : written;
  }

  /// Time to hand in games, to answer what was asked, to write a checkpoint.
  static long graceSeconds(Role role, RoleInputs inputs) {
    PodOverrides overrides = inputs.overrides();
    if (overrides != null && overrides.terminationGracePeriodSeconds() != null) {
      return overrides.terminationGracePeriodSeconds();
    }
    return switch (role) {
      case ACTOR -> 60;
      case INFERENCE -> 30;
      case LEARNER -> 120;
    };
  }
}
