package dev.alphazero.operator.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A release of the chart as `helm template` renders it.
///
/// @param values keys in Helm's `--set` form
/// @param files values files, weaker than values
public record Release(String name, String namespace, Map<String, Object> values, List<Path> files) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path CHART = ROOT.resolve("charts/alphazero-operator");

  public static Release of(Map<String, Object> values) {
    return new Release("alphazero-operator", "alphazero-system", values, List.of());
  }

  /// Everything that the chart can render.
  static Release ofEverything() {
    return of(
        Map.ofEntries(
            Map.entry("replicas", 2),
            Map.entry("podDisruptionBudget.enabled", true),
            Map.entry("rbac.finalizers", true),
            Map.entry("monitoring.operator.podMonitor", true),
            Map.entry("monitoring.trainings.podMonitors", true),
            Map.entry("monitoring.alerts.enabled", true),
            Map.entry("monitoring.dashboards.enabled", true),
            Map.entry("monitoring.labels.release", "prometheus"),
            Map.entry("monitoring.labels.tier", "gold"),
            Map.entry("monitoring.namespace", "monitoring"),
            Map.entry("nvidia.devicePlugin.enabled", true),
            Map.entry("nvidia.devicePlugin.image", "nvidia/k8s-device-plugin:v0.20.0"),
            Map.entry("nvidia.runtimeClass.enabled", true),
            Map.entry("nvidia.timeSlicing.enabled", true)));
  }

  /// Returns the manifests as text.
  String render() {
    TemplateCommand command =
        new Helm(CHART)
            .template()
            .withName(name)
            .withNamespace(namespace)
            .withKubeVersion("1.34.0");
    files.forEach(command::withValuesFile);
    values.forEach(command::set);
    return command.call();
  }

  public List<HasMetadata> resources() {
    return resourcesIn(render());
  }

  public <T extends HasMetadata> List<T> resources(Class<T> type) {
    return resources().stream().filter(type::isInstance).map(type::cast).toList();
  }

  static List<HasMetadata> resourcesIn(String manifests) {
    return Arrays.stream(manifests.split("(?m)^---$"))
        .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
        .map(Serialization::<HasMetadata>unmarshal)
        .toList();
  }
}
