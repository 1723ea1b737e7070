package dev.alphazero.e2e;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The chart of this repository, installed once for all tests.
final class Release {
  static final String NAME = "alphazero-operator";
  static final String NAMESPACE = "alphazero-system";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final KubernetesClient client;

  Release(KubernetesClient client) {
    this.client = client;
  }

  /// Installs or upgrades, and waits until this version of the operator is ready.
  ///
  /// @param values more values, as `key=value`
  void install(String... values) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "helm",
                "upgrade",
                "--install",
                NAME,
                "charts/alphazero-operator",
                "--namespace",
                NAMESPACE,
                "--create-namespace",
                // Tests run on machines of two cores.
                "--set",
                "resources.requests.cpu=50m",
                "--set",
                "log.json=false"));
    image("image", System.getenv("OPERATOR_IMAGE"), command);
    image("worker.image", System.getenv("WORKER_IMAGE"), command);
    for (String value : values) {
      command.addAll(List.of("--set", value));
    }
    Command.run(command.toArray(String[]::new));
    awaitReady();
  }

  void uninstall() {
    Command.run("helm", "uninstall", NAME, "--namespace", NAMESPACE, "--wait");
  }

  private void awaitReady() {
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .waitUntilCondition(Release::isRolledOut, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean isRolledOut(Deployment deployment) {
    return deployment != null
        && deployment.getStatus() != null
        && Objects.equals(
            deployment.getStatus().getObservedGeneration(),
            deployment.getMetadata().getGeneration())
        && Objects.equals(
            deployment.getStatus().getUpdatedReplicas(), deployment.getSpec().getReplicas())
        && Objects.equals(
            deployment.getStatus().getReadyReplicas(), deployment.getSpec().getReplicas())
        && Objects.equals(deployment.getStatus().getReplicas(), deployment.getSpec().getReplicas());
  }

  /// @param image as `repository:tag`; null for the chart's own
  private static void image(String key, @Nullable String image, List<String> command) {
    if (image != null) {
      int colon = image.lastIndexOf(':');
      command.addAll(
          List.of(
              "--set", key + ".repository=" + image.substring(0, colon),
              "--set-string", key + ".tag=" + image.substring(colon + 1)));
    }
  }
}
