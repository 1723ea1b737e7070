package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arguments of the plugin, without a cluster.
final class PluginTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate         | there is no command frobnicate",
        "status             | status needs the name of a training",
        "logs c4 teacher    | teacher is neither actor, inference, learner nor -f",
        "export -o there    | the name comes first",
        "export c4 --fast   | --fast is not known",
        "top c4 please      | top takes a name and nothing else, but there is please",
        "-n                 | -n needs a namespace",
      })
  void wrongArgumentsAreRefusedInWords(String arguments, String words) {
    Command.Outcome outcome = plugin(arguments.strip().split(" "));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).contains(words.strip()).contains("kubectl alphazero help");
  }

  @Test
  void helpNamesEveryCommand() {
    Command.Outcome outcome = plugin("help");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("status", "logs", "top", "suspend", "resume", "export", "play", "verify");
  }

  /// With a `kubectl` and a `date` that say what the test wants.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-01T03:40:00Z | 1796096400 | 0 s",
        "2026-12-01T03:39:30Z | 1796096435 | 65 s",
        "2026-12-01T03:39:30Z | 1796096300 | 0 s",
        "2026-12-01T01:41:00Z | 1796096400 | 119 min",
        "2026-11-29T03:41:00Z | 1796096400 | 47 h",
        "2024-02-29T00:00:00Z | 1709251200 | 24 h",
        "2023-12-31T23:59:59Z | 1709251200 | 60 days",
        "2000-02-29T12:00:00Z | 951912000  | 24 h",
      })
  void theAgeOfTheFiguresIsSaid(String read, long now, String age, @TempDir Path programs)
      throws IOException {
    program(
        programs.resolve("kubectl"),
        "case $* in *jsonpath*readAt*) echo %s ;; *go-template*) echo c4: Running ;; esac"
            .formatted(read));
    program(programs.resolve("date"), "echo " + now);
    Command.Outcome outcome =
        Command.attempt(
            "",
            List.of(
                "env",
                "PATH=" + programs + ":" + System.getenv("PATH"),
                "plugin/kubectl-alphazero",
                "status",
                "c4"));
    assertThat(outcome.exit()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("figures    " + age + " old, of " + read);
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Command.Outcome plugin(String... arguments) {
    return Command.attempt(
        "", Stream.concat(Stream.of("plugin/kubectl-alphazero"), Stream.of(arguments)).toList());
  }
}
