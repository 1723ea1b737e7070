package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.run.Versions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class HelpTest {
  static final List<String> COMMANDS =
      AlphaZero.commandLine().getSubcommands().keySet().stream()
          .filter(command -> !command.equals("help"))
          .toList();

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandHasHelp(String command) {
    Cli result = Cli.run(command, "--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: alphazero " + command).contains("--help");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void versionSaysWhatABugReportNeeds() {
    Versions versions = Versions.ofThisProcess();
    assertThat(Cli.run("--version").out())
        .contains(
            "alphazero " + versions.alphazero(),
            "libtorch " + versions.libtorch() + " through DJL " + versions.djl());
  }
}
