package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `kubectl alphazero` on a training that runs, is suspended, and is gone.
final class PluginE2E {
  @RegisterExtension final Cluster cluster = new Cluster();

  @TempDir Path folder;

  @Test
  void itLooksAfterATrainingFromItsStartToItsVolume() throws IOException {
    TrainingFile file =
        TrainingFile.ticTacToe(1, 1)
            .named("mine")
            .with("completion", Map.of())
            .with("checkpoints.every", "10s");
    cluster.apply(file);
    cluster.awaitCondition("mine", "Ready");
    cluster.await(
        "mine",
        training ->
            training.getStatus().progress() != null && training.getStatus().checkpoint() != null);

    assertThat(plugin("status", "mine"))
        .contains("mine: Running", "mine-learner-0", "nothing is wrong");
    assertThat(plugin("logs", "mine", "learner")).contains("mine-learner-0");
    assertThat(plugin("top", "mine")).contains("mine-learner-0", "learner", "actor", "inference");

    assertThat(export("training")).exists();
    plugin("suspend", "mine");
    cluster.awaitCondition("mine", "Suspended");
    assertThat(export("suspended")).exists();
    cluster.training("mine").delete();
    cluster.awaitPods("mine", "learner", 0, _ -> true);
    assertThat(export("deleted")).exists();
    assertThat(attempt("status", "mine").out()).contains("there is no training mine");
  }

  /// Returns the run's record in the exported folder.
  private Path export(String name) throws IOException {
    Path run = folder.resolve(name);
    plugin("export", "mine", "-o", run.toString());
    try (var checkpoints = Files.list(run.resolve("checkpoints"))) {
      assertThat(checkpoints).isNotEmpty();
    }
    return run.resolve("run.json");
  }

  private String plugin(String... words) {
    Command.Outcome outcome = attempt(words);
    assertThat(outcome.exit()).as(outcome.out()).isZero();
    return outcome.out();
  }

  private Command.Outcome attempt(String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "plugin/kubectl-alphazero";
    command[1] = "-n";
    command[2] = cluster.namespace();
    System.arraycopy(words, 0, command, 3, words.length);
    return Command.attempt(command);
  }
}
