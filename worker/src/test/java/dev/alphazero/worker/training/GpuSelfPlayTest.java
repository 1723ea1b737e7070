package dev.alphazero.worker.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.machine.GpuLike;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.replay.Episode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Self-play of one process on a GPU: all threads' positions go through one batcher.
final class GpuSelfPlayTest {
  private static final SelfPlayPlan PLAN = QuickTraining.plan(false).playing();

  @Test
  void gamesArePlayedAndNewWeightsTaken() {
    try (WorkerThreads threads = new WorkerThreads(3);
        SelfPlayThreads play =
            SelfPlayThreads.of(
                new GpuLike(DjlEngine.CPU), PLAN, Precision.FP32, 16, threads, 0, PLAN::newGroup)) {
      for (int step = 0; step < 2; step++) {
        play.setWeights(
            new Weights(new ModelVersion(1, step), InitialWeights.of(PLAN.network(), step)));
        List<Episode> episodes = new ArrayList<>();
        play.playFreely(
            finished -> {
              episodes.addAll(finished);
              return episodes.size() < 10;
            });
        assertThat(episodes).hasSizeGreaterThanOrEqualTo(10);
        assertThat(episodes)
            .as("with the version of their start, the first ones too")
            .extracting(episode -> ModelVersion.ofPacked(episode.modelVersion()).incarnation())
            .containsOnly(1);
      }
      assertThat(play.shares().network()).isPositive();
    }
  }
}
