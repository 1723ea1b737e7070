package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GamesCommandTest {
  @Test
  void aLineForEachGame() {
    assertThat(Cli.run("games").out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("connect-four  -  6x7  7  7  2  "))
        .anyMatch(line -> line.startsWith("othello  size=6|8 (8)  8x8  65  "))
        .anyMatch(line -> line.startsWith("tic-tac-toe  -  3x3  9  9  8  "))
        .anyMatch(line -> line.endsWith("java, reference  end-easy, middle-easy, begin-easy"));
  }

  @Test
  void oneJsonDocument() {
    assertThat(Cli.run("games", "--format", "json").out().replaceAll("\\s", ""))
        .contains(
            "{\"name\":\"othello\",\"options\":[{\"name\":\"size\",\"values\":[\"6\",\"8\"],\"defaultValue\":\"8\"}],\"board\":\"8x8\",");
  }
}
