package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.run.RunRecord;
import dev.alphazero.worker.run.StartedFrom;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.strength.NetworkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that begins with another's weights.
final class StartedFromTest {
  private static final String[] SETS = {
    "completion.games=200", "learner.batchSize=16", "evaluation.positions=none", "seed=3"
  };

  @TempDir static Path folder;

  private static QuickTraining source;

  @BeforeAll
  static void trainTheSource() {
    source = QuickTraining.in(folder.resolve("source"));
    source.trainHere("completion.games=150", "learner.batchSize=16", "evaluation.positions=none");
  }

  @Test
  void itPlaysFromTheFirstMomentAsTheOtherAndLearnsOn() {
    QuickTraining run = QuickTraining.in(folder.resolve("run"));
    String from = source.run().path().toString();
    begin(run, from, () -> true);
    assertThat(NetworkFiles.load(run.run().path().toString()).weights())
        .isEqualTo(NetworkFiles.load(from).weights());
    StartedFrom recorded = Objects.requireNonNull(RunRecord.read(run.run()).from());
    RunState made = RunState.of(source.run());
    assertThat(recorded.named()).isEqualTo(from);
    assertThat(recorded.checkpoint()).isEqualTo(newest().toString());
    assertThat(recorded.step()).isEqualTo(made.progress().step()).isPositive();
    assertThat(recorded.games()).isEqualTo(made.counters().episodes());
    assertThat(recorded.version()).isEqualTo(made.progress().version().toString());

    TrainingReport report = begin(run, from, () -> false);
    assertThat(report.games()).isGreaterThanOrEqualTo(200);
    assertThat(report.steps()).isPositive();
    assertThat(RunRecord.read(run.run()).from()).isEqualTo(recorded);
    assertThat(run.trainHere(SETS).steps()).isEqualTo(report.steps());
  }

  @Test
  void aCheckpointFileDoesWhereverItLies() throws IOException {
    Path copy = Files.copy(newest(), folder.resolve("copy.azc"));
    QuickTraining run = QuickTraining.in(folder.resolve("of-a-file"));
    begin(run, copy.toString(), () -> true);
    assertThat(NetworkFiles.load(run.run().path().toString()).weights())
        .isEqualTo(NetworkFiles.load(newest().toString()).weights());
  }

  @Test
  void anotherNetworkIsRefusedWithFieldAndBothValues() {
    QuickTraining run = QuickTraining.in(folder.resolve("other"));
    String from = source.run().path().toString();
    refuse(run, from, "network.channels=8 there, network.channels=16 here", "network.channels=16");
    refuse(run, from, "network.blocks=1 there, network.blocks=2 here", "network.blocks=2");
    refuse(run, from, "game.name=tic-tac-toe there, game.name=othello here", "game.name=othello");
    refuse(run, folder.resolve("nothing").toString(), "there is no run or checkpoint");
    assertThat(run.run().path()).doesNotExist();
  }

  @Test
  void aRunThatIsThereKeepsItsOwn() {
    QuickTraining run = QuickTraining.in(folder.resolve("there"));
    begin(run, source.run().path().toString(), () -> true);
    refuse(run, newest().toString(), "holds one that began with " + source.run().path() + "'s");
    refuse(source, run.run().path().toString(), "holds one that began with new weights");
  }

  private static void refuse(QuickTraining run, String from, String said, String... sets) {
    assertThatThrownBy(
            () ->
                run.trainHere(
                    new TrainingStart(false, from), false, new ArrayList<>(), () -> true, sets))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(said);
  }

  private static TrainingReport begin(QuickTraining run, String from, BooleanSupplier stop) {
    List<String> notes = new ArrayList<>();
    return run.trainHere(new TrainingStart(false, from), false, notes, stop, SETS);
  }

  private static Path newest() {
    return new CheckpointStore(source.run().checkpoints(), 1, DurableFiles.disk())
        .newestFirst()
        .getFirst();
  }
}
