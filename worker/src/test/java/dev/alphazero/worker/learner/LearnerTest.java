package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.TestEpisodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LearnerTest {
  @TempDir Path folder;

  @Test
  void learnsAtThePaceOfTheSamplesAndByItsSchedules() {
    FakeTrainStep network = new FakeTrainStep(TestRuns.SPEC);
    try (Learner learner = TestRuns.learner(TestRuns.window(), network, 2)) {
      assertThat(learner.stepsDue()).isZero();
      TestEpisodes.range(0, 50).forEach(learner::add);
      int due = learner.stepsDue();
      assertThat(due).isEqualTo((int) (4 * learner.window().samples() / 8)).isPositive();
      for (int i = 0; i < due; i++) {
        assertThat(learner.step()).isEqualTo(network.loss);
      }
      assertThat(learner.stepsDue()).isZero();
      assertThat(learner.steps()).isEqualTo(due);
      assertThat(learner.samplesPresented()).isEqualTo(8L * due);
      assertThat(network.learningRates.get(1)).isEqualTo(TestRuns.SETTINGS.learningRate().at(8, 8));
      assertThat(network.emaDecays.get(1)).isEqualTo(TestRuns.SETTINGS.ema().decay(8, 8));
      assertThat(learner.version()).isEqualTo(new ModelVersion(2, due));
      assertThat(learner.publish().version()).isEqualTo(learner.version());
      assertThat(learner.publish().flat()).isEqualTo(network.state().average());
    }
    assertThat(network.closed).isTrue();
  }

  @Test
  void lossesAreAveraged() {
    FakeTrainStep network = new FakeTrainStep(TestRuns.SPEC);
    try (Learner learner = TestRuns.learner(TestRuns.window(), network, 1)) {
      TestEpisodes.range(0, 50).forEach(learner::add);
      assertThat(learner.losses().policy()).isNaN();
      learner.step();
      assertThat(learner.losses().policy()).isCloseTo(2, within(1e-12));
      network.loss = new StepLoss(4, 1, 1, 1.5f);
      learner.step();
      // Weights 0.99 and 1 of the two steps.
      assertThat(learner.losses().policy()).isCloseTo((0.99 * 2 + 4) / 1.99, within(1e-12));
      assertThat(learner.losses().value()).isCloseTo(1, within(1e-12));
      assertThat(learner.losses().policyEntropy()).isCloseTo(1.5, within(1e-12));
    }
  }

  @Test
  void aLossThatIsNoNumberStopsTheRun() {
    FakeTrainStep network = new FakeTrainStep(TestRuns.SPEC);
    try (Learner learner = TestRuns.learner(TestRuns.window(), network, 1)) {
      TestEpisodes.range(0, 50).forEach(learner::add);
      network.loss = new StepLoss(Float.NaN, 1, 1, 1);
      assertThatThrownBy(learner::step)
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("step=0, policy=NaN")
          .hasMessageContaining("Lower the learning rate");
      assertThat(learner.steps()).isZero();
    }
  }

  @Test
  void weightsThatAreNoNumbersAreNeitherPublishedNorWritten() {
    FakeTrainStep network = new FakeTrainStep(TestRuns.SPEC);
    try (Learner learner = TestRuns.learner(TestRuns.window(), network, 1)) {
      TestEpisodes.range(0, 50).forEach(learner::add);
      learner.step();
      TrainState state = network.state();
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        TrainState broken = network.state();
        broken.average()[3] = bad;
        network.restore(broken);
        assertThatThrownBy(learner::publish)
            .isInstanceOf(DivergedException.class)
            .hasMessageContaining("weights must be finite, step=1, average[3]=" + bad)
            .hasMessageContaining("Lower the learning rate");
        LogCounters counters =
            new LogCounters(50, learner.window().samples(), 0, 0, 0, 0, 0, 0, 0, 0, 50);
        assertThatThrownBy(() -> learner.checkpoint(TestRuns.RUN, counters, 0, Map.of()))
            .isInstanceOf(DivergedException.class);
        network.restore(state);
      }
      assertThat(learner.publish().flat()).isEqualTo(state.average());
    }
  }

  @Test
  void aDivergedTrainingNamesWhatItGoesOnFrom() {
    DivergedException diverged = new DivergedException("weights must be finite, step=7");
    Path newest = Path.of("checkpoint-0000000005.azc");
    assertThat(diverged.resumingFrom(Optional.of(newest)))
        .hasMessageStartingWith("training diverged: weights must be finite, step=7. Lower the")
        .hasMessageEndingWith("it resumes from the newest checkpoint. That is " + newest + ".");
    assertThat(diverged.resumingFrom(Optional.empty()))
        .hasMessageEndingWith("There is none yet: it begins anew.");
  }

  @Test
  void aCheckpointMustMatchTheLog() {
    FakeTrainStep network = new FakeTrainStep(TestRuns.SPEC);
    try (Learner learner = TestRuns.learner(TestRuns.window(), network, 1)) {
      TestEpisodes.range(0, 5).forEach(learner::add);
      assertThatThrownBy(() -> learner.checkpoint(TestRuns.RUN, LogCounters.ZERO, 0, Map.of()))
          .hasMessageContaining("log and window must agree on the samples, log=0, window=");
    }
  }

  /// An uninterrupted run, and one that stops after half of its generations, loses what it had not
  /// checkpointed, and plays on from log and checkpoint.
  @Test
  void aResumedRunEndsWithTheSameWeightsBitForBit() {
    TrainState direct;
    try (EpisodeLog log = log("direct");
        Learner learner =
            TestRuns.learner(TestRuns.window(), new FakeTrainStep(TestRuns.SPEC), 1)) {
      for (int generation = 0; generation < 8; generation++) {
        play(generation, log, learner);
      }
      direct = learner.checkpoint(TestRuns.RUN, log.counters(), 8, Map.of()).state();
    }

    CheckpointStore store =
        new CheckpointStore(folder.resolve("checkpoints"), 2, DurableFiles.disk());
    try (EpisodeLog log = log("resumed");
        Learner learner =
            TestRuns.learner(TestRuns.window(), new FakeTrainStep(TestRuns.SPEC), 1)) {
      for (int generation = 0; generation < 4; generation++) {
        play(generation, log, learner);
      }
      store.save(learner.checkpoint(TestRuns.RUN, log.counters(), 4, Map.of()));
      // Two generations more, the second of them half: logged, but not in the checkpoint.
      play(4, log, learner);
      log.append(episodes(5).subList(0, 10));
    }

    try (EpisodeLog log = log("resumed")) {
      Checkpoint checkpoint = store.newest(TestRuns.RUN).orElseThrow().checkpoint();
      CheckpointProgress progress = checkpoint.header().progress();
      ReplayWindow window =
          ReplayWindow.reload(log, TestEpisodes.LAYOUT, TestRuns.WINDOW, progress.counters());
      FakeTrainStep network = new FakeTrainStep(TestRuns.SPEC);
      try (Learner learner = TestRuns.learner(window, network, 2)) {
        learner.resume(checkpoint);
        for (long generation = progress.generation(); generation < 8; generation++) {
          play(generation, log, learner);
        }
        assertThat(log.counters().episodes()).isEqualTo(160);
        assertThat(network.state()).usingRecursiveComparison().isEqualTo(direct);
        assertThat(learner.publish().flat()).isEqualTo(direct.average());
        assertThat(learner.version()).isGreaterThan(progress.version());
      }
    }
  }

  private static void play(long generation, EpisodeLog log, Learner learner) {
    List<Episode> episodes = episodes(generation);
    log.appendNew(episodes);
    episodes.forEach(learner::add);
    for (int due = learner.stepsDue(); due > 0; due--) {
      learner.step();
    }
  }

  private static List<Episode> episodes(long generation) {
    return TestEpisodes.range((int) generation * 20, (int) generation * 20 + 20);
  }

  private EpisodeLog log(String name) {
    return EpisodeLog.open(
        folder.resolve(name), TestEpisodes.GAME, TestEpisodes.LAYOUT, 5000, DurableFiles.disk());
  }
}
