package dev.alphazero.worker.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.djl.TrainingModel;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.TestEpisodes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The learner with the engine that it is for.
final class LibtorchLearnerTest {
  private static final LogCounters COUNTERS =
      TestEpisodes.range(0, 60).stream()
          .reduce(LogCounters.ZERO, LogCounters::plus, (_, last) -> last);

  @Test
  void learnsAndResumesBitForBit() {
    Checkpoint middle;
    TrainState direct;
    try (Learner learner = learner(1)) {
      float first = learner.step().total();
      steps(learner, 29);
      middle = learner.checkpoint(TestRuns.RUN, COUNTERS, 0, Map.of());
      steps(learner, 30);
      assertThat(learner.losses().policy() + learner.losses().value()).isLessThan(first);
      direct = learner.checkpoint(TestRuns.RUN, COUNTERS, 0, Map.of()).state();
    }
    try (Learner learner = learner(2)) {
      learner.resume(middle);
      steps(learner, 30);
      TrainState resumed = learner.checkpoint(TestRuns.RUN, COUNTERS, 0, Map.of()).state();
      assertThat(resumed).usingRecursiveComparison().isEqualTo(direct);
    }
  }

  private static Learner learner(int incarnation) {
    TrainingModel model =
        new TrainingModel(TestRuns.SPEC, Precision.FP32, OptimizerSettings.of(1e-4, 1));
    model.restore(TrainState.initial(TestRuns.SPEC, InitialWeights.of(TestRuns.SPEC, 7)));
    Learner learner = TestRuns.learner(TestRuns.window(), new EngineTrainStep(model), incarnation);
    TestEpisodes.range(0, 60).forEach(learner::add);
    return learner;
  }

  private static void steps(Learner learner, int steps) {
    for (int i = 0; i < steps; i++) {
      learner.step();
    }
  }
}
