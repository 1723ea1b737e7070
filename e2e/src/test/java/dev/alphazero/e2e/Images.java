package dev.alphazero.e2e;

import io.fabric8.kubernetes.api.model.EnvVar;

/// Images that the installed operator uses.
final class Images {
  private Images() {}

  /// Returns the image of the workers.
  static String worker(Cluster cluster) {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(Release.NAMESPACE)
        .withName(Release.NAME)
        .require()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream()
        .filter(variable -> variable.getName().equals("ALPHAZERO_WORKER_IMAGE"))
        .map(EnvVar::getValue)
        .findFirst()
        .orElseThrow();
  }
}
