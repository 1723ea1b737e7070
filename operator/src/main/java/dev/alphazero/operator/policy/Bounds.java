package dev.alphazero.operator.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What trainings of a namespace may ask for. Null leaves a field as it is elsewhere. What the
/// operator itself gives to pods is allowed in any case.
///
/// @param images repositories and images (`ImageName`); those of the workers are allowed in any
///   case
/// @param priorityClasses of pods
/// @param runtimeClasses of pods
/// @param labels keys of labels that are added to pods
/// @param annotations keys of annotations that are added to pods
/// @param nodeLabels labels of nodes that pods select, `KEY` or `KEY=VALUE`, by nodeSelector or by
///   node affinity
/// @param tolerations keys of taints; while it refuses anything, so is a toleration without a key
/// @param environment names of variables
/// @param environmentSources `Secret/NAME` and `ConfigMap/NAME` that variables come from
/// @param serviceAccounts names of accounts other than the training's own
/// @param serviceAccountAnnotations keys of annotations of the training's own account
/// @param imagePullPolicies `Always`, `IfNotPresent`, `Never`
/// @param users users that pods may ask for; without any, the operator's and the platform's
/// @param groups the same for groups
/// @param affinityToOtherNamespaces whether pods may be near to or away from those of other
///   namespaces
/// @param maxTerminationGracePeriodSeconds longest time that pods may ask for to stop
public record Bounds(
    @Nullable Rule images,
    @Nullable Rule priorityClasses,
    @Nullable Rule runtimeClasses,
    @Nullable Rule labels,
    @Nullable Rule annotations,
    @Nullable Rule nodeLabels,
    @Nullable Rule tolerations,
    @Nullable Rule environment,
    @Nullable Rule environmentSources,
    @Nullable Rule serviceAccounts,
    @Nullable Rule serviceAccountAnnotations,
    @Nullable Rule imagePullPolicies,
    @Nullable List<Range> users,
    @Nullable List<Range> groups,
    @Nullable Boolean affinityToOtherNamespaces,
    @Nullable Long maxTerminationGracePeriodSeconds) {
  /// What holds where a policy says nothing.
  public static final Bounds DEFAULT =
      new Bounds(
          Rule.refusing("*"),
          Rule.refusing("system-*"),
          Rule.NONE,
          new Rule(
              List.of(
                  "app", "k8s-app", "app.kubernetes.io/*", "kubernetes.io/*", "*.kubernetes.io/*"),
              List.of("kueue.x-k8s.io/queue-name")),
          Rule.refusing(
              "container.apparmor.security.beta.kubernetes.io/*",
              "seccomp.security.alpha.kubernetes.io/*",
              "iam.amazonaws.com/*"),
          Rule.NONE,
          Rule.refusing("node-role.kubernetes.io/*"),
          Rule.refusing("NVIDIA_VISIBLE_DEVICES"),
          Rule.NONE,
          Rule.NONE,
          Rule.refusing("*"),
          Rule.NONE,
          List.of(),
          List.of(),
          false,
          3600L);

  /// Users or groups, both ends among them.
  public record Range(long min, long max) {
    boolean contains(long number) {
      return min <= number && number <= max;
    }
  }

  /// Returns these bounds, with what they leave out taken from others.
  Bounds over(Bounds others) {
    return new Bounds(
        or(images, others.images),
        or(priorityClasses, others.priorityClasses),
        or(runtimeClasses, others.runtimeClasses),
        or(labels, others.labels),
        or(annotations, others.annotations),
        or(nodeLabels, others.nodeLabels),
        or(tolerations, others.tolerations),
        or(environment, others.environment),
        or(environmentSources, others.environmentSources),
        or(serviceAccounts, others.serviceAccounts),
        or(serviceAccountAnnotations, others.serviceAccountAnnotations),
        or(imagePullPolicies, others.imagePullPolicies),
        or(users, others.users),
        or(groups, others.groups),
        or(affinityToOtherNamespaces, others.affinityToOtherNamespaces),
        or(maxTerminationGracePeriodSeconds, others.maxTerminationGracePeriodSeconds));
  }

  private static <T> @Nullable T or(@Nullable T own, @Nullable T other) {
    return own == null ? other : own;
  }
}
