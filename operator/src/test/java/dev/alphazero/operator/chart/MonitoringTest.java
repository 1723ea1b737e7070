package dev.alphazero.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Alerts, their runbooks, dashboards, and the metrics that they read.
final class MonitoringTest {
  private static final Path DOCS = Release.ROOT.resolve("docs");
  private static final Pattern METRIC =
      Pattern.compile("\\b(alphazero|operator_sdk|jvm|process)_[a-z_]+(?=[^a-z_]|$)");
  private static final Pattern SUMMARY_PART = Pattern.compile("_(sum|count)$");

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() throws IOException {
    Set<String> runbooks;
    try (Stream<Path> files = Files.list(DOCS.resolve("runbooks"))) {
      runbooks =
          files
              .map(file -> file.getFileName().toString().replace(".md", ""))
              .collect(Collectors.toSet());
    }

    assertThat(alerts())
        .extracting(alert -> alert.path("alert").asText())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(runbooks);
  }

  @Test
  void everyAlertLinksItsRunbook() {
    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/runbooks/" + alert.path("alert").asText() + ".md"));
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatItMeans() {
    assertThat(alerts())
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
              assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
              assertThat(alert.at("/annotations/description").asText()).endsWith(".");
            });
  }

  @Test
  void everyRunbookSaysWhatToLookAtAndWhatToDo() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("runbooks"))) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .startsWith("# " + file.getFileName().toString().replace(".md", ""))
                      .contains("**Effect.**", "## Look", "## Do"));
    }
  }

  @Test
  void alertsAndDashboardsReadTheMetricsThatAreDocumentedAndAllOfThem() throws IOException {
    Set<String> documented =
        Files.readAllLines(DOCS.resolve("metrics.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .flatMap(MonitoringTest::metricsIn)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> read =
        Stream.concat(
                alerts().stream().map(alert -> alert.path("expr").asText()),
                dashboards().values().stream().flatMap(MonitoringTest::expressionsOf))
            .flatMap(MonitoringTest::metricsIn)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(read).isEqualTo(documented);
  }

  @Test
  void dashboardsHaveTheirOwnIdentityAndPanelsThatDoNotOverlap() {
    Map<String, JsonNode> dashboards = dashboards();

    assertThat(dashboards.values())
        .hasSize(2)
        .extracting(dashboard -> dashboard.path("uid").asText())
        .doesNotHaveDuplicates();
    assertThat(dashboards.values())
        .allSatisfy(
            dashboard ->
                assertThat(dashboard.path("panels"))
                    .isNotEmpty()
                    .extracting(panel -> panel.at("/gridPos/x") + "," + panel.at("/gridPos/y"))
                    .doesNotHaveDuplicates());
  }

  @Test
  void theAlertsOfAReleaseAreAboutItsOwnOperator() {
    assertThat(alerts().stream().map(alert -> alert.path("expr").asText()))
        .noneMatch(expression -> expression.contains("OPERATOR_JOB"))
        .anyMatch(expression -> expression.contains("job=\"alphazero-system/alphazero-operator\""));
  }

  @Test
  void theOperatorIsToldHowPrometheusFindsAndReachesTheTrainingsPods() {
    List<EnvVar> variables =
        Release.ofEverything()
            .resources(Deployment.class)
            .getFirst()
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst()
            .getEnv();

    assertThat(variables)
        .filteredOn(variable -> variable.getName().startsWith("ALPHAZERO_MONITORING_"))
        .extracting(variable -> variable.getName() + ": " + variable.getValue())
        .containsExactly(
            "ALPHAZERO_MONITORING_POD_MONITOR_LABELS: release=prometheus,tier=gold",
            "ALPHAZERO_MONITORING_NAMESPACE: monitoring");
  }

  private static List<JsonNode> alerts() {
    GenericKubernetesResource rule =
        Release.ofEverything().resources(GenericKubernetesResource.class).stream()
            .filter(resource -> resource.getKind().equals("PrometheusRule"))
            .findFirst()
            .orElseThrow();
    JsonNode tree = Serialization.jsonMapper().valueToTree(rule);
    return tree.at("/spec/groups/0/rules").valueStream().toList();
  }

  private static Map<String, JsonNode> dashboards() {
    return Release.ofEverything().resources(ConfigMap.class).stream()
        .filter(map -> map.getMetadata().getName().contains("-dashboard-"))
        .flatMap(map -> map.getData().entrySet().stream())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> Serialization.unmarshal(entry.getValue(), JsonNode.class)));
  }

  private static Stream<String> expressionsOf(JsonNode dashboard) {
    return dashboard.findValuesAsText("expr").stream();
  }

  private static Stream<String> metricsIn(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(match -> SUMMARY_PART.matcher(match.group()).replaceFirst(""));
  }
}
