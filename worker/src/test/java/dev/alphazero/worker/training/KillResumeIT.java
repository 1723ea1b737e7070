package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.learner.Checkpoint;
import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.learner.ReusePacing;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.run.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real training is killed at random moments, and the same command goes on. `-Dkills=20` kills
/// more often, `-Dtests.seed=N` at other moments.
final class KillResumeIT {
  private final int kills = Integer.getInteger("kills", KillMoment.values().length);
  private final long seed = Long.getLong("tests.seed", 1);

  @TempDir Path folder;

  @Test
  void losesNothingAndCountsNothingTwice() throws Exception {
    System.out.printf("KillResumeIT: kills=%d tests.seed=%d%n", kills, seed);
    QuickTraining training = QuickTraining.in(folder);
    RunState before = RunState.EMPTY;
    for (int kill = 0; kill < kills; kill++) {
      CounterRandom random = CounterRandom.of(seed, kill, 0, Purpose.TEST);
      KillMoment moment = KillMoment.values()[kill % KillMoment.values().length];
      try (CommandProcess process = training.start()) {
        moment.await(process, training, random);
        process.kill();
      }
      RunState after = RunState.of(training.run());
      System.out.printf(
          "KillResumeIT: killed while %s, %d episodes, steps %s%n",
          moment,
          after.episodes().size(),
          after.checkpoints().stream().map(c -> c.header().progress().step()).toList());
      requireSound(after);
      requireGoesOn(before, after);
      before = after;
    }
    finish(training, before);
  }

  private static void finish(QuickTraining training, RunState before) throws Exception {
    int games = before.episodes().size() + 200;
    String limit = "completion.games=" + games;
    try (CommandProcess process = training.start("--set", limit)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
    RunState end = RunState.of(training.run());
    requireSound(end);
    requireGoesOn(before, end);
    assertThat(end.episodes()).hasSizeGreaterThanOrEqualTo(games);
    assertThat(end.progress().step()).isEqualTo(dueSteps(end.counters().samples()));
    requireTrue(TrainingReport.read(training.run()).orElseThrow(), end);

    // Once more: there is nothing left to do, and loading and saving lose not a bit.
    try (CommandProcess process = training.start("--set", limit)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
    RunState again = RunState.of(training.run());
    assertThat(again.episodes()).isEqualTo(end.episodes());
    assertThat(again.progress().samplesPresented()).isEqualTo(end.progress().samplesPresented());
    assertThat(RunState.sameBits(again.newest().state(), end.newest().state())).isTrue();
  }

  /// Checks what holds at every moment.
  private static void requireSound(RunState state) {
    assertThat(state.episodes().stream().map(Episode::index)).doesNotHaveDuplicates();
    assertThat(state.counters()).isEqualTo(fold(state.episodes()));
    // The one more was saved, and the kill came before the oldest was deleted.
    assertThat(state.checkpoints()).hasSizeLessThanOrEqualTo(QuickTraining.CHECKPOINTS_KEPT + 1);
    for (Checkpoint checkpoint : state.checkpoints()) {
      CheckpointProgress progress = checkpoint.header().progress();
      int episodes = Math.toIntExact(progress.counters().episodes());
      assertThat(progress.counters()).isEqualTo(fold(state.episodes().subList(0, episodes)));
      assertThat(progress.samplesPresented()).isEqualTo(progress.step() * QuickTraining.BATCH);
      assertThat((double) progress.samplesPresented())
          .isLessThanOrEqualTo(QuickTraining.REUSE * progress.counters().samples());
    }
  }

  /// Checks that a process has gone on where the one before left the run.
  private static void requireGoesOn(RunState before, RunState after) {
    int played = before.episodes().size();
    assertThat(after.episodes().subList(0, played)).isEqualTo(before.episodes());

    List<ModelVersion> old = versions(before.episodes());
    List<ModelVersion> young = versions(after.episodes().subList(played, after.episodes().size()));
    long step = before.checkpoints().isEmpty() ? 0 : before.progress().step();
    long caughtUp = Math.max(step, dueSteps(before.counters().samples()));
    if (!young.isEmpty()) {
      assertThat(young.stream().map(ModelVersion::incarnation).distinct()).hasSize(1);
      assertThat(young.getFirst().incarnation())
          .isGreaterThan(old.stream().mapToInt(ModelVersion::incarnation).max().orElse(0));
      assertThat(young.stream().mapToLong(ModelVersion::step).min()).hasValue(caughtUp);
    }
    if (!before.checkpoints().isEmpty()) {
      assertThat(after.progress().step()).isGreaterThanOrEqualTo(step);
      assertThat(TrainingNotes.of(after.progress().notes()).seconds())
          .isGreaterThanOrEqualTo(TrainingNotes.of(before.progress().notes()).seconds());
    }
  }

  private static void requireTrue(TrainingReport report, RunState state) {
    assertThat(report.state()).isEqualTo(TrainingReport.State.COMPLETE);
    assertThat(report.reached()).isEqualTo("%,d games".formatted(state.episodes().size()));
    assertThat(report.games()).isEqualTo(state.episodes().size());
    assertThat(report.samples()).isEqualTo(state.counters().samples());
    assertThat(report.steps()).isEqualTo(state.progress().step());
    assertThat(report.seconds())
        .isGreaterThanOrEqualTo(TrainingNotes.of(state.progress().notes()).seconds());
    assertThat(report.verification())
        .isNotNull()
        .extracting(VerificationReport::positions)
        .isEqualTo(4520);
  }

  /// Returns the steps that must have been taken when so many samples are logged and nothing more
  /// is due.
  private static long dueSteps(long samples) {
    return samples < (long) ReusePacing.FEWEST_BATCHES * QuickTraining.BATCH
        ? 0
        : (long) (QuickTraining.REUSE * samples) / QuickTraining.BATCH;
  }

  private static List<ModelVersion> versions(List<Episode> episodes) {
    return episodes.stream().map(e -> ModelVersion.ofPacked(e.modelVersion())).toList();
  }

  private static LogCounters fold(List<Episode> episodes) {
    LogCounters counters = LogCounters.ZERO;
    for (Episode episode : episodes) {
      counters = counters.plus(episode);
    }
    return counters;
  }
}
