package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The packaged operator, from its start to its end.
final class ProcessIT {
  private static final Path PROGRESS = Path.of("..", "examples", "progress");
  private static final Path METRICS = Path.of("..", "docs", "metrics.md");
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /// 128 + SIGTERM.
  private static final int TERMINATED = 143;

  /// More than the operator has threads for HTTP.
  private static final int HELD = 300;

  private static final String FAILED = "operator_sdk_reconciliations_failed_total";

  private static final Pattern OTHERS = Pattern.compile("\\b(operator_sdk|jvm|process)_[a-z_]+");
  private static final Pattern DOCUMENTED =
      Pattern.compile("^\\| `(?<name>alphazero_\\w+)` \\| \\w+ \\|(?<labels>[^|]*)\\|.*");
  private static final Pattern SERIES =
      Pattern.compile("^(?<name>alphazero_\\w+)(?<labels>\\{.*})? .*");
  private static final Pattern LABEL_DOCUMENTED = Pattern.compile("`(\\w+)`");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  @Test
  void itStartsDoesItsWorkAndEndsInOrder() throws IOException {
    try (Stage stage = new Stage()) {
      long begun = System.nanoTime();
      try (OperatorProcess process = new OperatorProcess(stage, "operator-0", SILENCE)) {
        process.ready();
        System.out.printf(
            "operator: ready after %.1f s and %.1f s of processor time, %d MiB resident%n",
            (System.nanoTime() - begun) / 1e9,
            process.processorSeconds(),
            process.residentMebibytes());
        assertThat(Stream.of("started", "ready", "live").map(process::health)).containsOnly("UP");

        stage.roles.tell(progressOfAllRoles());
        stage.apply("c4", "inference: {placement: shared}");
        stage.awaitState("c4", "Running");
        stage.await("metrics", () -> seriesOf(process).equals(documented()));
        assertThat(metricsOfOthersIn(Files.readString(METRICS)))
            .allSatisfy(name -> assertThat(process.metrics()).anyMatch(it -> it.startsWith(name)));
        assertThat(process.metrics()).noneMatch(it -> it.startsWith(FAILED));
        assertThat(holder(stage)).isEqualTo("operator-0");

        assertThat(process.terminate()).isEqualTo(TERMINATED);
        assertThat(holder(stage)).isNull();
        tellsWhichTraining(process.log(), stage.namespace);
      }
    }
  }

  @Test
  void halfARequestKeepsNoProbeWaitingAndIsDropped() throws IOException {
    List<Socket> held = new ArrayList<>();
    try (Stage stage = new Stage();
        OperatorProcess process = new OperatorProcess(stage, "operator-0", SILENCE)) {
      process.ready();
      for (int i = 0; i < HELD; i++) {
        held.add(process.halfARequest());
      }
      assertThat(Stream.of("started", "ready", "live").map(process::health)).containsOnly("UP");
      for (Socket socket : held) {
        assertThat(socket.getInputStream().read()).as("end of the stream").isEqualTo(-1);
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  /// Each role reads its own fields of it.
  private static String progressOfAllRoles() throws IOException {
    ObjectNode learner = document("learner-running.json");
    return learner.setAll(document("inference.json")).toString();
  }

  private static ObjectNode document(String name) throws IOException {
    return Serialization.unmarshal(Files.readString(PROGRESS.resolve(name)), ObjectNode.class);
  }

  /// After the JVM's word on its options each line is a document.
  private static void tellsWhichTraining(List<String> lines, String namespace) {
    assertThat(lines.getFirst()).startsWith("NOTE: Picked up JDK_JAVA_OPTIONS");
    List<JsonNode> log =
        lines.stream().skip(1).map(line -> Serialization.unmarshal(line, JsonNode.class)).toList();
    assertThat(log)
        .filteredOn(line -> line.path("message").asText().startsWith("Started:"))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.at("/mdc/resource.name").asText()).isEqualTo("c4");
              assertThat(line.at("/mdc/resource.namespace").asText()).isEqualTo(namespace);
            });
  }

  private static @Nullable String holder(Stage stage) {
    Lease lease =
        stage
            .client
            .leases()
            .inNamespace(stage.namespace)
            .withName(OperatorProcess.LEASE)
            .require();
    return lease.getSpec().getHolderIdentity();
  }

  /// The documented metrics of the framework and the JVM but that of failures, of which there is
  /// none.
  private static Set<String> metricsOfOthersIn(String text) {
    return OTHERS
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> !name.equals(FAILED))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// `name[label, …]` of the metrics that are there.
  private static Set<String> seriesOf(OperatorProcess process) {
    return series(process.metrics().stream(), SERIES, LABEL);
  }

  private static Set<String> documented() throws IOException {
    return series(Files.readAllLines(METRICS).stream(), DOCUMENTED, LABEL_DOCUMENTED);
  }

  private static Set<String> series(Stream<String> lines, Pattern metric, Pattern label) {
    return lines
        .map(metric::matcher)
        .filter(matcher -> matcher.matches())
        .map(MatchResult.class::cast)
        .map(
            found ->
                found.group("name")
                    + label
                        .matcher(String.valueOf(found.group("labels")))
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
