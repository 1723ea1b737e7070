package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.worker.replay.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsCommandTest {
  @TempDir Path folder;

  @Test
  void noRunsYet() {
    Cli result = Cli.run("runs", "--dir", folder.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualToIgnoringNewLines(
            "There are no runs in %s yet. Make one: ./alphazero train examples/tictactoe.yaml"
                .formatted(folder));
  }

  @Test
  void aCompleteRun() throws IOException {
    TinyRun.copy(folder);
    Files.createDirectory(folder.resolve("notes"));
    Cli result = Cli.run("runs", "--dir", folder.toString());
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.out())
        .containsPattern("tiny +tic-tac-toe +complete +\\d+ +\\d+ +\\d+\\.\\d\\d % errors, 2 ")
        .contains("KiB")
        .contains("s ago");
  }

  @Test
  void theFolderMayBeTheRunItself() throws IOException {
    JsonNode run = onlyRun(TinyRun.copy(folder));
    assertThat(run.get("name").asText()).isEqualTo("tiny");
    assertThat(run.get("state").asText()).isEqualTo("complete");
    assertThat(run.get("game").asText()).isEqualTo("tic-tac-toe");
    assertThat(run.get("steps").asLong()).isPositive();
    assertThat(run.get("games").asLong()).isPositive();
    assertThat(run.get("errorRate").asDouble()).isBetween(0.0, 1.0);
    assertThat(run.get("problems")).isEmpty();
  }

  @Test
  void aRunThatTrainsIsNotDisturbed() throws IOException {
    Path run = TinyRun.copy(folder);
    try (RunLock _ = RunLock.acquire(run)) {
      Map<String, ?> before = TinyRun.content(run);
      String lock = Files.readString(run.resolve("lock"));
      assertThat(onlyRun(folder).get("state").asText()).isEqualTo("running");
      assertThat(TinyRun.content(run)).isEqualTo(before);
      assertThat(Files.readString(run.resolve("lock"))).isEqualTo(lock);
    }
  }

  @Test
  void aRunWithoutAReportWasKilled() throws IOException {
    Path run = TinyRun.copy(folder);
    Files.delete(run.resolve("report.json"));
    Files.writeString(run.resolve("evaluations.jsonl"), "{\"counters\"", StandardOpenOption.APPEND);
    JsonNode overview = onlyRun(folder);
    assertThat(overview.get("state").asText()).isEqualTo("stopped");
    assertThat(overview.get("strength").asText()).contains("% errors, 2 simulations");
  }

  @Test
  void beforeTheFirstCheckpointTheLastEvaluationCounts() throws IOException {
    Path run = TinyRun.copy(folder);
    Files.delete(TinyRun.checkpoint(run));
    Files.delete(run.resolve("report.json"));
    JsonNode overview = onlyRun(folder);
    assertThat(overview.get("state").asText()).isEqualTo("stopped");
    assertThat(overview.get("games").asLong()).isPositive();
  }

  @Test
  void aRunThatWentOnAfterItsReportIsNotComplete() throws IOException {
    Path run = TinyRun.copy(folder);
    Path report = run.resolve("report.json");
    Files.writeString(
        report, Files.readString(report).replaceFirst("\"steps\" : \\d+", "\"steps\" : 1"));
    assertThat(onlyRun(folder).get("state").asText()).isEqualTo("stopped");
  }

  @Test
  void aRunWhoseReportIsDamagedCanStillBeUsed() throws IOException {
    Path run = TinyRun.copy(folder);
    Files.writeString(run.resolve("report.json"), "{\"formatVersion\": null}");
    Files.writeString(run.resolve("evaluations.jsonl"), "[]\n");
    JsonNode overview = onlyRun(folder);
    assertThat(overview.get("state").asText()).isEqualTo("stopped");
    assertThat(overview.get("problems"))
        .extracting(JsonNode::asText)
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .startsWith(run.resolve("report.json") + " is damaged: ")
                    .endsWith(". Delete it: the training writes it anew when it ends.")
                    .doesNotContain("Deserialization"),
            problem ->
                assertThat(problem)
                    .startsWith(run.resolve("evaluations.jsonl") + " is damaged: ")
                    .endsWith(". Delete its last line."));
  }

  @Test
  void damagedRunsAreListedWithWhatIsWrong() throws IOException {
    Path run = TinyRun.copy(folder);
    Files.write(TinyRun.checkpoint(run), new byte[] {1, 2, 3});
    Files.writeString(run.resolve("report.json"), "");
    Files.writeString(run.resolve("evaluations.jsonl"), "[]\n");
    Files.writeString(run.resolve("run.json"), "null");
    Files.createDirectories(folder.resolve("begun/checkpoints"));
    Cli result = Cli.run("runs", "--dir", folder.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsPattern("tiny +\\? +damaged")
        .containsPattern("begun +\\? +damaged")
        .contains("begun: " + folder.resolve("begun/run.json") + " is missing: ")
        .contains("tiny: " + run.resolve("run.json") + " is damaged: it holds null.")
        .contains("tiny: " + run.resolve("report.json") + " is damaged: ")
        .contains("tiny: " + run.resolve("evaluations.jsonl") + " is damaged: ")
        .contains("cannot be read: it is too short");
    assertThat(result.err()).isEmpty();
  }

  private static JsonNode onlyRun(Path folder) throws IOException {
    Cli result = Cli.run("runs", "--dir", folder.toString(), "--format", "json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode runs = JsonMapper.builder().build().readTree(result.out()).get("runs");
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }
}
