package dev.alphazero.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.TreeMap;

/// What tells whether a training's pods are the same ones as before, not restarted.
final class Fingerprints {
  private Fingerprints() {}

  /// Returns the pods of a training: name to identity and restarts.
  static Map<String, String> pods(Cluster cluster, String training) {
    Map<String, String> pods = new TreeMap<>();
    for (Pod pod :
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .withLabel("alphazero.dev/training", training)
            .list()
            .getItems()) {
      int restarts =
          pod.getStatus().getContainerStatuses().stream()
              .mapToInt(status -> status.getRestartCount())
              .sum();
      pods.put(pod.getMetadata().getName(), pod.getMetadata().getUid() + "/" + restarts);
    }
    return pods;
  }

  /// Returns the pod templates' versions of the workloads of a training.
  static Map<String, Long> workloads(Cluster cluster, String training) {
    Map<String, Long> generations = new TreeMap<>();
    var apps = cluster.client().apps();
    apps.deployments()
        .inNamespace(cluster.namespace())
        .withLabel("alphazero.dev/training", training)
        .list()
        .getItems()
        .forEach(it -> put(generations, it));
    apps.statefulSets()
        .inNamespace(cluster.namespace())
        .withLabel("alphazero.dev/training", training)
        .list()
        .getItems()
        .forEach(it -> put(generations, it));
    return generations;
  }

  private static void put(Map<String, Long> generations, HasMetadata object) {
    generations.put(object.getMetadata().getName(), object.getMetadata().getGeneration());
  }
}
