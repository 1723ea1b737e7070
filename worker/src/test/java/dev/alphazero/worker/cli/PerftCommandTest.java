package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PerftCommandTest {
  @Test
  void aTable() {
    assertThat(Cli.run("perft", "tic-tac-toe", "6").out())
        .isEqualToNormalizingNewlines(
            """
            depth                leaves
                1                     9
                2                    72
                3                   504
                4                 3,024
                5                15,120
                6                54,720  1,440 ended earlier
            """);
  }

  @Test
  void oneJsonDocument() {
    assertThat(
            Cli.run("perft", "othello", "3", "--option", "size=6", "--format", "json")
                .out()
                .replaceAll("\\s", ""))
        .isEqualTo(
            "{\"game\":\"othello\",\"depth\":3,\"leaves\":[4,12,56],\"endedEarlier\":[0,0,0]}");
  }
}
