package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.planes.Symmetry;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.TestEpisodes;
import dev.alphazero.worker.replay.WindowSize;
import java.util.List;
import java.util.Map;

/// A run of the game of `TestEpisodes` with a tiny network.
final class TestRuns {
  static final NetworkSpec SPEC = new NetworkSpec(3, 3, 3, 9, 1, 4);
  static final WindowSize WINDOW = new WindowSize(200, 10_000);
  static final RunIdentity RUN =
      new RunIdentity(
          TestEpisodes.GAME,
          SPEC,
          Long.toHexString(TestEpisodes.LAYOUT.hash()),
          "5e771465",
          7,
          "FP32",
          "fake 1.0");

  /// A quarter turn moves cell (r, c) to (c, 2 - r); actions are cells.
  static final Symmetry QUARTER_TURN =
      new Symmetry(new int[] {2, 5, 8, 1, 4, 7, 0, 3, 6}, new int[] {2, 5, 8, 1, 4, 7, 0, 3, 6});

  static final List<Symmetry> SYMMETRIES = List.of(Symmetry.identity(9, 9), QUARTER_TURN);

  static final Learner.Settings SETTINGS =
      new Learner.Settings(
          7, new ReusePacing(4, 8), new LearningRate(0.01, 100, 2000, 0.1), new EmaSchedule(500));

  private TestRuns() {}

  static Learner learner(ReplayWindow window, TrainStep network, int incarnation) {
    return new Learner(SETTINGS, window, SYMMETRIES, SPEC, network, incarnation);
  }

  static ReplayWindow window() {
    return new ReplayWindow(TestEpisodes.LAYOUT, WINDOW);
  }

  /// Returns a checkpoint with random numbers.
  static Checkpoint checkpoint(long step) {
    CounterRandom random = CounterRandom.of(1, step, 0, Purpose.TEST);
    int weights = WeightLayout.of(SPEC).size();
    TrainState state =
        new TrainState(
            step,
            floats(weights, random),
            floats(weights, random),
            floats(SPEC.parameters(), random),
            floats(SPEC.parameters(), random));
    LogCounters counters = new LogCounters(step, 9 * step, 10 * step, step, 0, 0, 0, 0, 0, 0, step);
    CheckpointProgress progress =
        new CheckpointProgress(
            step, 8 * step, new ModelVersion(3, step), counters, 5, Map.of("seconds", "12.5"));
    return new Checkpoint(new CheckpointHeader(RUN, progress), state);
  }

  private static float[] floats(int count, CounterRandom random) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }
}
