package dev.alphazero.operator.manifest;

import java.util.Map;

/// What manifests need to know of the operator itself. A change restarts no pod.
///
/// @param namespace of the operator's pods, which read the roles' HTTP port
/// @param workerImage image of the workers unless a training names one
/// @param cudaImage the same for pods that ask for a GPU
/// @param podMonitor whether a PodMonitor is made, as its kind exists
/// @param podMonitorLabels labels by which Prometheus finds PodMonitors
/// @param monitoringNamespace labels of the namespaces that may scrape the roles; empty for none
public record OperatorConfig(
    String namespace,
    String workerImage,
    String cudaImage,
    boolean podMonitor,
    Map<String, String> podMonitorLabels,
    Map<String, String> monitoringNamespace) {
  /// Label that the operator's pods have, whatever the release is called.
  public static final Map<String, String> POD_LABELS =
      Map.of("app.kubernetes.io/name", "alphazero-operator");

  public OperatorConfig {
    podMonitorLabels = Map.copyOf(podMonitorLabels);
    monitoringNamespace = Map.copyOf(monitoringNamespace);
  }
}
