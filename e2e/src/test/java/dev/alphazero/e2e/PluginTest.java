package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  private static Command.Outcome plugin(String... arguments) {
    return Command.attempt(
        "", Stream.concat(Stream.of("plugin/kubectl-alphazero"), Stream.of(arguments)).toList());
  }
}
