package dev.alphazero.operator.observe;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/// What the operator may read of the whole cluster; a namespaced installation may read nothing.
///
/// @param nodes whether it may watch nodes, which the profile `auto` needs
/// @param profiles whether it may watch `AlphaZeroProfile` objects; the built-in ones are there in
///   any case
/// @param storageClasses whether it may watch storage classes, to tell of one that is not there
public record ClusterAccess(boolean nodes, boolean profiles, boolean storageClasses) {
  /// Nothing that belongs to no namespace.
  public static final ClusterAccess NONE = new ClusterAccess(false, false, false);

  /// Asks the API server.
  public static ClusterAccess ask(KubernetesClient client) {
    return new ClusterAccess(
        mayWatch(client, "", "nodes"),
        mayWatch(client, "alphazero.dev", "alphazeroprofiles"),
        mayWatch(client, "storage.k8s.io", "storageclasses"));
  }

  /// Returns whether the operator may watch namespaces, which a policy by their labels needs.
  public static boolean mayWatchNamespaces(KubernetesClient client) {
    return mayWatch(client, "", "namespaces");
  }

  private static boolean mayWatch(KubernetesClient client, String group, String resource) {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup(group)
            .withResource(resource)
            .withVerb("watch")
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(review)
            .getStatus()
            .getAllowed());
  }
}
