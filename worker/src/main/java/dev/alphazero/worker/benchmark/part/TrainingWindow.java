package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.replay.WindowSize;
import dev.alphazero.worker.selfplay.GameKeys;
import dev.alphazero.worker.selfplay.Openings;
import dev.alphazero.worker.selfplay.PlayoutCap;
import dev.alphazero.worker.selfplay.Resignation;
import dev.alphazero.worker.selfplay.SelfPlayGroup;
import dev.alphazero.worker.selfplay.SelfPlaySettings;
import dev.alphazero.worker.selfplay.Temperature;
import java.util.concurrent.atomic.AtomicLong;

/// A replay window full of samples of real games, of shallow searches that ask no network: what is
/// in a sample does not change what learning from it costs.
final class TrainingWindow {
  private static final int GAMES = 64;
  private static final int SIMULATIONS = 8;
  private static final int MOST_PLIES = 200;

  private TrainingWindow() {}

  /// Returns a full window; the caller closes it.
  static ReplayWindow ofGames(int samples) {
    SampleLayout layout = new SampleLayout(Workload.GAME.planes(), Workload.GAME.actions());
    ReplayWindow window = new ReplayWindow(layout, new WindowSize(samples, samples));
    AtomicLong keys = new AtomicLong();
    GameKeys untilFull = () -> window.samples() < samples ? keys.getAndIncrement() : GameKeys.NONE;
    try (SelfPlayGroup group =
        plan(layout).newGroup(UntrainedEvaluator.alone(), untilFull, window::add)) {
      while (window.samples() < samples && group.step(0)) {
        // one batch step after the other
      }
    }
    return window;
  }

  private static SelfPlayPlan plan(SampleLayout layout) {
    return new SelfPlayPlan(
        Workload.GAME,
        Workload.NETWORK,
        layout,
        Workload.backend(),
        Workload.SEARCH,
        new SelfPlaySettings(
            GAMES,
            0,
            SIMULATIONS,
            false,
            (float) (Workload.ALPHA * Workload.GAME.actions()),
            MOST_PLIES,
            new Temperature(1, 1, 0),
            Openings.NONE,
            PlayoutCap.NONE,
            Resignation.OFF),
        0);
  }
}
