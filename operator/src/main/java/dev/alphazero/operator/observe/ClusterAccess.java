package dev.alphazero.operator.observe;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/// What the operator may read of the whole cluster; a namespaced installation may read neither.
///
/// @param nodes whether it may watch nodes, which the profile `auto` needs
/// @param profiles whether it may watch `AlphaZeroProfile` objects; the built-in ones are there in
///   any case
public record ClusterAccess(boolean nodes, boolean profiles) {
  /// Asks the API server.
  public static ClusterAccess ask(KubernetesClient client) {
    return new ClusterAccess(
        mayWatch(client, "", "nodes"), mayWatch(client, "alphazero.dev", "alphazeroprofiles"));
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
