package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.run.TrainingReport;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ctrl-C and SIGTERM end a real training tidily, and the command that it prints goes on.
final class StopSignalIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "INT, PLAYING, false",
    "TERM, STARTING, false",
    "TERM, PLAYING, true",
    "INT, STARTING, true"
  })
  void leavesACheckpointAndSaysHowToGoOn(String signal, KillMoment moment, boolean deterministic)
      throws Exception {
    QuickTraining training = QuickTraining.in(folder.resolve("a run"));
    String[] more =
        deterministic
            ? new String[] {"--deterministic", "--set", "checkpoints.every=1h"}
            : new String[] {"--set", "checkpoints.every=1h"};
    try (CommandProcess process = training.start(more)) {
      moment.await(process, training, CounterRandom.of(1, 0, 0, Purpose.TEST));
      process.signal(signal);
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output())
          .contains(
              "To go on: ./alphazero train '%s' --output '%s' %s"
                  .formatted(training.file(), training.run().path(), String.join(" ", more)));
    }
    RunState stopped = RunState.of(training.run());
    assertThat(stopped.progress().counters()).isEqualTo(stopped.counters());
    assertThat(TrainingReport.read(training.run()).orElseThrow().state())
        .isEqualTo(TrainingReport.State.STOPPED);
    assertThat(TrainingReport.read(training.run()).orElseThrow().games())
        .isEqualTo(stopped.episodes().size());

    long bytes = training.logBytes();
    try (CommandProcess process = training.start(more)) {
      process.await("a longer log", () -> training.logBytes() > bytes);
      assertThat(process.output()).contains("going on with the run of " + training.run().path());
      process.kill();
    }
    RunState goneOn = RunState.of(training.run());
    assertThat(goneOn.episodes().subList(0, stopped.episodes().size()))
        .isEqualTo(stopped.episodes());
  }
}
