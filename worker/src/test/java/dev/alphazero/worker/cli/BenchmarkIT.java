package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every part in turns too short to mean anything: what is reported, not how fast.
@Timeout(120)
final class BenchmarkIT {
  @Test
  void theTreeAloneIsMeasuredForEachBackendThatThereIs() throws IOException {
    JsonNode document = json("tree", "--seconds", "0.01", "--format", "json");
    assertThat(document.get("formatVersion").asInt()).isEqualTo(1);
    assertThat(document.get("machine").get("cores").asInt()).isPositive();
    assertThat(cases(document))
        .doesNotHaveDuplicates()
        .contains(
            "java connect-four 1 x 1 x 100",
            "java connect-four 1 x 32 x 800",
            "reference tic-tac-toe 1 x 32 x 100",
            "reference othello 1 x 32 x 100",
            "reference togyzqumalaq 1 x 32 x 100");
    assertThat(document.get("rows"))
        .allSatisfy(
            row -> {
              assertThat(row.get("conditions").get("cache").asText()).isEqualTo("off");
              assertThat(measures(row)).contains("simulations/s", "ns/simulation", "searches/s");
              assertThat(row.get("figures"))
                  .allSatisfy(
                      figure ->
                          assertThat(figure.get("spread").get("repetitions").asInt()).isEqualTo(3));
            });
    assertThat(document.get("published")).isNotEmpty();
  }

  @Test
  void searchesAndGamesAreSharesOfTheBareNetwork() throws IOException {
    JsonNode document =
        json(
            "search",
            "selfplay",
            "--games",
            "4",
            "--simulations",
            "4",
            "--seconds",
            "0.05",
            "--repetitions",
            "1",
            "--precision",
            "fp32",
            "--format",
            "json");
    assertThat(cases(document)).containsExactly("4 games", "4 games", "4 games, cache");
    assertThat(document.get("rows"))
        .allSatisfy(
            row -> {
              JsonNode conditions = row.get("conditions");
              assertThat(conditions.get("mmac").asDouble()).isEqualTo(8.917984);
              assertThat(conditions.get("parameters").asInt()).isEqualTo(1_003_542);
              assertThat(conditions.get("precision").asText()).isEqualTo("FP32");
              assertThat(conditions.get("games").asInt()).isEqualTo(4);
              assertThat(measures(row))
                  .contains(
                      "limit/s",
                      "share of the limit %",
                      "device busy %",
                      "batch fill %",
                      "latency p99 ms");
            });
    assertThat(measures(document.get("rows").get(0))).contains("searches/s", "simulations/s");
    assertThat(measures(document.get("rows").get(1))).contains("games/h", "samples/s");
    JsonNode remembering = document.get("rows").get(2).get("conditions");
    assertThat(remembering.get("cache").asText()).isEqualTo("65536");
    assertThat(remembering.get("dedupe").asText()).isEqualTo("on");
  }

  @Test
  void figuresGoToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("figures.csv");
    Cli result =
        Cli.run(
            "benchmark",
            "train",
            "inference",
            "--profile",
            "cpu",
            "--steps",
            "1",
            "--seconds",
            "0.01",
            "--repetitions",
            "1",
            "--precision",
            "fp32",
            "--format",
            "csv",
            "--output",
            file.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("wrote " + file);
    assertThat(Files.readAllLines(file))
        .anyMatch(
            line -> line.startsWith("train,batch 512,togyzqumalaq,") && line.contains("steps/s"))
        .anyMatch(line -> line.startsWith("inference,bare 64,") && line.contains("positions/s"))
        .anyMatch(line -> line.startsWith("inference,batcher 64,") && line.contains("batch fill"))
        .anyMatch(line -> line.contains("another machine: A100"));
  }

  private static JsonNode json(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("benchmark"));
    line.addAll(List.of(arguments));
    Cli result = Cli.run(line.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return JsonMapper.builder().build().readTree(result.out());
  }

  private static List<String> cases(JsonNode document) {
    return document.get("rows").valueStream().map(row -> row.get("name").asText()).toList();
  }

  private static List<String> measures(JsonNode row) {
    return row.get("figures").valueStream().map(figure -> figure.get("measure").asText()).toList();
  }
}
