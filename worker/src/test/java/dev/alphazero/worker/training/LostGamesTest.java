package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.replay.DamagedLogException;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.run.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run whose log is damaged after it has learned something.
final class LostGamesTest {
  private static final TrainingStart ACCEPTING = new TrainingStart(true, null);
  private static final String[] FIRST = {
    "completion.games=150", "learner.batchSize=16", "evaluation.positions=none"
  };
  private static final String[] MORE = {
    "completion.games=400", "learner.batchSize=16", "evaluation.positions=none"
  };

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void aFlippedByteCostsAGameAndNotTheNetwork() throws IOException {
    QuickTraining training = QuickTraining.in(folder);
    TrainingReport before = training.trainHere(FIRST);
    assertThat(before.lostGames()).isNull();
    RunState learned = RunState.of(training.run());
    flip(training, 0.5);
    byte[] damaged = Files.readAllBytes(log(training));

    assertThatThrownBy(() -> training.trainHere(MORE))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("--accept-lost-games");
    assertThat(log(training)).hasBinaryContent(damaged);

    train(training, ACCEPTING, false, FIRST);
    assertThat(notes)
        .anyMatch(
            note ->
                note.startsWith("WARNING: games lost, as was accepted: 1, ")
                    && note.contains("going on from step " + before.steps() + " with the "));
    RunState mended = RunState.of(training.run());
    assertThat(mended.episodes())
        .isSubsetOf(learned.episodes())
        .hasSameSizeAs(learned.episodes().subList(1, learned.episodes().size()));
    assertThat(mended.counters()).isEqualTo(learned.counters());
    assertThat(RunState.sameBits(mended.newest().state(), learned.newest().state())).isTrue();
    assertThat(training.run().episodes().resolve("damaged").resolve("episodes-0000000001.log"))
        .hasBinaryContent(damaged);

    TrainingReport after = training.trainHere(MORE);
    assertThat(after.lostGames()).isEqualTo(1);
    assertThat(after.games()).isGreaterThanOrEqualTo(400);
    requireTrue(training, before);
  }

  @Test
  void aLogThatIsGoneIsFilledAgain() throws IOException {
    QuickTraining training = QuickTraining.in(folder);
    TrainingReport before = training.trainHere(FIRST);
    RunState.delete(training.run().episodes());
    assertThatThrownBy(() -> training.trainHere(MORE))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("has lost episodes: 0 are there")
        .hasMessageContaining("--accept-lost-games");
    train(training, ACCEPTING, false, MORE);
    TrainingReport after = training.trainHere(MORE);
    assertThat(after.lostGames()).isEqualTo(before.games());
    requireTrue(training, before);
    assertThat(RunState.of(training.run()).episodes())
        .hasSize((int) (after.games() - before.games()));
  }

  @Test
  void aLockstepRunGoesOnToo() throws IOException {
    QuickTraining training = QuickTraining.in(folder);
    TrainingReport before = train(training, TrainingStart.PLAIN, true, FIRST);
    flip(training, 0.4);
    train(training, ACCEPTING, true, MORE);
    assertThat(notes).anyMatch(note -> note.startsWith("games played again: 0; from here on"));
    train(training, TrainingStart.PLAIN, true, MORE);
    requireTrue(training, before);
  }

  @Test
  void aWholeLogLosesNothing() {
    QuickTraining training = QuickTraining.in(folder);
    training.trainHere(FIRST);
    RunState before = RunState.of(training.run());
    assertThat(train(training, ACCEPTING, false, FIRST).lostGames()).isNull();
    assertThat(notes).contains("the episode log is whole: no games are lost");
    assertThat(RunState.of(training.run()).episodes()).isEqualTo(before.episodes());
    assertThat(training.run().lostGames()).doesNotExist();
  }

  /// Its counters agree, and each sample was presented as often as its pacing says, and no more.
  private static void requireTrue(QuickTraining training, TrainingReport before) {
    RunState state = RunState.of(training.run());
    CheckpointProgress progress = state.progress();
    assertThat(progress.counters()).isEqualTo(state.counters());
    assertThat(progress.step()).isGreaterThan(before.steps());
    assertThat(progress.samplesPresented())
        .isLessThanOrEqualTo((long) (QuickTraining.REUSE * progress.counters().samples()));
  }

  private TrainingReport train(
      QuickTraining training, TrainingStart start, boolean deterministic, String... sets) {
    return training.trainHere(start, deterministic, notes, () -> false, sets);
  }

  private static Path log(QuickTraining training) {
    return training.run().episodes().resolve("episodes-0000000001.log");
  }

  private static void flip(QuickTraining training, double share) throws IOException {
    byte[] bytes = Files.readAllBytes(log(training));
    bytes[(int) (share * bytes.length)] ^= 0x40;
    Files.write(log(training), bytes);
  }
}
