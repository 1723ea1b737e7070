package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.FailingDisk;
import dev.alphazero.worker.replay.RunFolderException;
import dev.alphazero.worker.replay.RunLock;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lockstep run in this process, on a disk that fails and with stops at any moment: it always
/// ends with the same bits. In BF16; `DeterministicIT` does FP32.
final class TrainingRunTest {
  private static final TrainingPlan PLAN =
      QuickTraining.plan(
          true,
          "completion.games=160",
          "learner.batchSize=16",
          "evaluation.every=50",
          "evaluation.positions=none");

  private static final long SEED = Long.getLong("tests.seed", 1);

  @TempDir static Path folder;

  private static RunState expected;

  @BeforeAll
  static void trainWithoutTrouble() {
    RunFolder run = new RunFolder(folder.resolve("expected"));
    new TrainingRunTest().train(run, DurableFiles.disk(), () -> false);
    expected = RunState.of(run);
    assertThat(expected.episodes()).hasSize(160);
    assertThat(expected.progress().step()).isGreaterThan(50);
  }

  @Test
  void aFullDiskIsReportedAndNothingIsLost() {
    for (long bytes : new long[] {0, 60, 40_000, 120_000}) {
      RunFolder run = new RunFolder(folder.resolve("full-" + bytes));
      FailingDisk disk = new FailingDisk();
      disk.freeBytes = bytes;
      assertThatThrownBy(() -> train(run, disk, () -> false))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining(run.path().toString())
          .hasMessageContaining("the disk is full")
          .hasMessageContaining("run the same command again");
      requireBeginning(RunState.of(run));
      train(run, DurableFiles.disk(), () -> false);
      requireExpected(RunState.of(run));
    }
  }

  @Test
  void limitsThatChangeAsItRunsEndIt() {
    RunFolder run = new RunFolder(folder.resolve("limits"));
    Completion far = new Completion(0, Long.MAX_VALUE, 0, null, null);
    AtomicInteger asked = new AtomicInteger();
    TrainingRun.Outcome outcome =
        train(
            PLAN,
            () -> asked.incrementAndGet() < 100 ? far : PLAN.completion(),
            run,
            DurableFiles.disk(),
            () -> false);
    assertThat(outcome.counters().games()).isGreaterThan(160);
    assertThat(outcome.reached()).isEqualTo("%,d games".formatted(outcome.counters().games()));
    Completion raised = new Completion(0, outcome.counters().games() + 1, 0, null, null);
    assertThat(train(PLAN, () -> raised, run, DurableFiles.disk(), () -> false).counters().games())
        .isGreaterThan(outcome.counters().games());
  }

  @Test
  void aDiskThatFailsAtAnyOperationLosesNothing() {
    for (int failure = 0; failure < 6; failure++) {
      RunFolder run = new RunFolder(folder.resolve("failure-" + failure));
      FailingDisk disk = new FailingDisk();
      disk.operationsLeft = CounterRandom.of(SEED, failure, 0, Purpose.TEST).nextInt(60);
      int operations = disk.operationsLeft;
      assertThatThrownBy(() -> train(run, disk, () -> false))
          .as("operations=%d", operations)
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining(run.path().toString());
      requireBeginning(RunState.of(run));
      train(run, DurableFiles.disk(), () -> false);
      requireExpected(RunState.of(run));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    RunFolder run = new RunFolder(folder.resolve("read-only"));
    FailingDisk disk = new FailingDisk();
    disk.readOnly = true;
    assertThatThrownBy(() -> train(run, disk, () -> false))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(run.path().toString())
        .hasMessageContaining("it is not writable")
        .hasMessageContaining("--output");
  }

  /// The stop falls into play, learning and evaluation.
  @Test
  void aStopAtAnyMomentChangesNothing() {
    RunFolder run = new RunFolder(folder.resolve("stopped"));
    CounterRandom random = CounterRandom.of(SEED, 0, 1, Purpose.TEST);
    int stops = 0;
    for (boolean ended = false; !ended; stops++) {
      AtomicInteger left = new AtomicInteger(1 + random.nextInt(60));
      ended = train(run, DurableFiles.disk(), () -> left.decrementAndGet() < 0).reached() != null;
      RunState state = RunState.of(run);
      requireBeginning(state);
      assertThat(state.progress().counters()).isEqualTo(state.counters());
    }
    assertThat(stops).isGreaterThan(5);
    requireExpected(RunState.of(run));
  }

  @Test
  void aLogThatHasLostEpisodesIsRefused() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("lost"));
    RunState.copy(folder.resolve("expected"), run.path());
    RunState.delete(run.episodes());
    for (TrainingPlan plan : List.of(PLAN, QuickTraining.plan(false, "learner.batchSize=16"))) {
      assertThatThrownBy(() -> train(plan, run, DurableFiles.disk(), () -> false))
          .isInstanceOf(RunException.class)
          .hasMessageContaining(run.episodes() + " has lost episodes: 0 are there")
          .hasMessageContaining("checkpoint-")
          .hasMessageContaining("was made with 160");
    }
  }

  /// Without its newest checkpoint a run plays its last generation again.
  @Test
  void aRunThatDoesNotRepeatItselfIsRefused() throws Exception {
    RunFolder run = new RunFolder(folder.resolve("not-repeated"));
    RunState.copy(folder.resolve("expected"), run.path());
    Files.delete(
        new CheckpointStore(run.checkpoints(), 1, DurableFiles.disk()).newestFirst().getFirst());
    TrainingPlan other =
        QuickTraining.plan(
            true, "completion.games=160", "learner.batchSize=16", "search.simulations=5");
    assertThatThrownBy(() -> train(other, run, DurableFiles.disk(), () -> false))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("does not repeat itself: episode (4, ")
        .hasMessageContaining("goes on only with the settings");
    train(run, DurableFiles.disk(), () -> false);
    requireExpected(RunState.of(run));
  }

  private TrainingRun.Outcome train(RunFolder run, DurableFiles files, BooleanSupplier stop) {
    return train(PLAN, run, files, stop);
  }

  private TrainingRun.Outcome train(
      TrainingPlan plan, RunFolder run, DurableFiles files, BooleanSupplier stop) {
    return train(plan, plan::completion, run, files, stop);
  }

  private TrainingRun.Outcome train(
      TrainingPlan plan,
      Supplier<Completion> limits,
      RunFolder run,
      DurableFiles files,
      BooleanSupplier stop) {
    try (RunLock _ = RunLock.acquire(run.path())) {
      return new TrainingRun(
              new Engines(DjlEngine.CPU, DjlEngine.CPU),
              run,
              plan,
              limits,
              new Precisions(Precision.BF16, Precision.BF16),
              "settings",
              QuickTraining.SILENT,
              _ -> {},
              stop,
              System::nanoTime,
              files,
              start ->
                  SelfPlayThreads.of(
                      DjlEngine.CPU,
                      plan.playing(),
                      Precision.BF16,
                      64,
                      start.threads(),
                      start.firstKey(),
                      plan.playing()::newGroup))
          .train();
    }
  }

  private static void requireBeginning(RunState state) {
    assertThat(state.episodes()).isEqualTo(expected.episodes().subList(0, state.episodes().size()));
  }

  private static void requireExpected(RunState state) {
    assertThat(state.episodes()).isEqualTo(expected.episodes());
    assertThat(RunState.sameBits(state.newest().state(), expected.newest().state())).isTrue();
  }
}
