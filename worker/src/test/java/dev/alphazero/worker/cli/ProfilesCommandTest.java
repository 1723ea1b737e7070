package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.worker.nvml.FakeNvml;
import dev.alphazero.worker.nvml.Nvml;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfilesCommandTest {
  @Test
  void everyValueSaysWhereItCameFrom(@TempDir Path folder) throws IOException {
    Path file = TinyRun.file(folder);
    Cli result =
        Cli.run("profiles", file.toString(), "--profile", "cpu", "--set", "search.simulations=7");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("machine: " + Runtime.getRuntime().availableProcessors() + " cores")
        .contains("profile: cpu: named by --profile")
        .contains("search backend ")
        .containsPattern("search\\.simulations +7 +--set search\\.simulations")
        .containsPattern("network\\.channels +8 +" + file + ":6")
        .containsPattern("profile +cpu +--profile")
        .containsPattern("learner\\.replay\\.windowSamples +\\d+ +game tic-tac-toe")
        .containsPattern("search\\.cPuct +1\\.25 +default");
  }

  @Test
  void withoutAFileTheGameIsEnough() {
    Cli result = Cli.run("profiles", "--game", "othello", "--device", "cpu");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("profile: cpu: device is cpu")
        .containsPattern("game\\.name +othello +--game")
        .containsPattern("inference\\.device +cpu +--device")
        .containsPattern("learner\\.device +cpu +--device")
        .containsPattern("profile +cpu +the hardware");
  }

  @Test
  void oneJsonDocument() throws IOException {
    Cli result = Cli.run("profiles", "--set", "device=cpu", "--format", "json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode document = JsonMapper.builder().build().readTree(result.out());
    assertThat(document.get("profile").asText()).isEqualTo("cpu");
    assertThat(document.get("hardware").get("cores").asInt()).isPositive();
    assertThat(document.get("values")).hasSizeGreaterThan(50);
    assertThat(document.get("values"))
        .allSatisfy(value -> assertThat(value.get("from").asText()).isNotEmpty());
  }

  @Test
  void gpusAreSaidWithDriverMemoryAndClocks() throws Exception {
    System.setProperty(Nvml.PROPERTY, FakeNvml.library());
    try {
      Cli result = Cli.run("profiles");
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out())
          .contains("NVIDIA H200 with 143771 MiB and compute capability 9.0")
          .contains("GPU: NVIDIA H200: driver 570.86.15, CUDA 12.8, 512 of 143,771 MiB used");
    } finally {
      System.clearProperty(Nvml.PROPERTY);
    }
  }

  @Test
  void precisionIsMeasuredWhenAsked() {
    Cli result =
        Cli.run(
            "profiles",
            "--measure",
            "--set",
            "learner.precision=fp32",
            "--set",
            "network.channels=8",
            "--set",
            "network.blocks=1");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("precision: inference (FP32|BF16), training FP32; inference of \\d+ ")
        .containsPattern("threads: \\d+ x 64 positions in (FP32|BF16): a model per core [0-9,]+/s");
  }
}
