package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.worker.replay.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going on with a run, and when that is refused.
final class TrainCommandTest {
  @TempDir Path folder;
  private Path file = Path.of("");
  private Path run = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    file = TinyRun.file(folder);
    run = TinyRun.copy(folder);
  }

  @Test
  void aRaisedCompletionGoesOn() throws IOException {
    Cli result =
        TinyRun.train(
            file, run, "--set", "completion.trainingSteps=6", "--set", "search.simulations=5");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("going on with the run of " + run)
        .contains("changed: search.simulations: 4 -> 5")
        .contains("changed: completion.trainingSteps: 4 -> 6")
        .contains("Complete: ")
        .contains("./alphazero match " + run + " mcts:400");
    JsonNode report = JsonMapper.builder().build().readTree(run.resolve("report.json").toFile());
    assertThat(report.get("state").asText()).isEqualTo("complete");
    assertThat(report.get("steps").asLong()).isGreaterThanOrEqualTo(6);
    assertThat(report.get("verification").get("positions").asInt()).isEqualTo(4520);
  }

  @Test
  void aCompleteRunIsReportedAgain() {
    Cli result = TinyRun.train(file, run, "--format", "json");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("{").contains("\"state\" : \"complete\"");
    assertThat(result.err()).contains("going on with the run of " + run);
  }

  @Test
  void aFieldThatCannotChangeIsNamed() throws IOException {
    Map<String, List<Byte>> before = TinyRun.content(run);
    Cli result = TinyRun.train(file, run, "--set", "network.channels=16", "--seed", "1");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualToIgnoringNewLines(
            "--seed: cannot change in a run: it was 0, now 1; use another --output"
                + "--set network.channels: cannot change in a run: it was 8, now 16; use another"
                + " --output");
    assertThat(TinyRun.content(run)).isEqualTo(before);
  }

  @Test
  void howItWasBegunStays() throws IOException {
    Map<String, List<Byte>> before = TinyRun.content(run);
    Cli result = TinyRun.train(file, run, "--deterministic");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("was begun without --deterministic and must go on so");
    assertThat(TinyRun.content(run)).isEqualTo(before);
  }

  @Test
  void aRunInUseIsLeftAlone() throws IOException {
    try (RunLock _ = RunLock.acquire(run)) {
      Map<String, List<Byte>> before = TinyRun.content(run);
      Cli result = TinyRun.train(file, run);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .contains("is in use by process " + ProcessHandle.current().pid())
          .contains("choose another folder with --output");
      assertThat(TinyRun.content(run)).isEqualTo(before);
    }
  }

  @Test
  void aDamagedRecordIsSaid() throws IOException {
    Files.writeString(run.resolve("run.json"), "{\"formatVersion\": 1");
    Cli result = TinyRun.train(file, run);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(run.resolve("run.json") + " is damaged")
        .contains("Restore it from a copy")
        .doesNotContain("Exception");
  }
}
