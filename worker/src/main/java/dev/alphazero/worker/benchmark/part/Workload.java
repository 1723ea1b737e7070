package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.report.Conditions;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.network.DeviceAttributes;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.PrecisionCalibration;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.LeafBatch;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import org.jspecify.annotations.Nullable;

/// What the parts with a network share: the published workload's game, network and search.
public final class Workload {
  static final Game GAME = new Togyzqumalaq();

  /// 1,003,542 parameters and 8.92 million multiply-adds per position, as published.
  static final String NETWORK_NAME = "togyz-medium";

  static final NetworkSpec NETWORK =
      new NetworkSpec(
          GAME.planes().planes().size(),
          GAME.planes().height(),
          GAME.planes().width(),
          GAME.actions(),
          10,
          128);

  static final int SIMULATIONS = 100;
  static final double ALPHA = 0.3;

  /// PUCT with a constant c of 1.5, and nothing that AlphaZero does not have.
  static final SearchSettings SEARCH =
      SearchSettings.defaults(Algorithm.PUCT)
          .withCPuct(1.5f, SearchSettings.NO_GROWTH)
          .withFpuReduction(0)
          .withRootNoise(0.25f, 0);

  private static final int MOST_SHARED_BATCH = 4096;

  private Workload() {}

  /// Returns the search backend that a training takes.
  static SearchBackend backend() {
    return SearchBackend.choose(SearchBackend.AUTO, GAME).backend();
  }

  /// Returns how many threads search, as in a training.
  static int threads(Engine engine) {
    return engine.attributes().threads(Runtime.getRuntime().availableProcessors());
  }

  /// Returns how many of the threads have a part of a number of games: as many as divide them, so
  /// that there are no more games than that, unless half of the threads or more would be idle.
  static int threadsOf(int games, int threads) {
    for (int some = Math.min(games, threads); 2 * some > threads; some--) {
      if (games % some == 0) {
        return some;
      }
    }
    return Math.min(games, threads);
  }

  /// Returns how many positions reach the device at once, when each thread has some: those of all
  /// threads, divided among the lanes, where threads share a batch.
  static int deviceBatch(Engine engine, int perThread, int threads) {
    DeviceAttributes device = engine.attributes();
    return device.isShared()
        ? Math.clamp((long) perThread * threads / device.sharedLanes(), 1, MOST_SHARED_BATCH)
        : perThread;
  }

  /// Returns the precision that is asked for, or the one that evaluates faster on one thread.
  static Precision inference(Engine engine, @Nullable Precision wanted, int batch) {
    return wanted == null
        ? new PrecisionCalibration(engine, System::nanoTime).inference(NETWORK, batch, 1).choice()
        : wanted;
  }

  /// Returns the precision that is asked for, or the one that trains faster on one thread.
  static Precision training(Engine engine, @Nullable Precision wanted, int batch) {
    return wanted == null
        ? new PrecisionCalibration(engine, System::nanoTime).training(NETWORK, batch, 1).choice()
        : wanted;
  }

  /// Returns room for positions of the workload's game.
  static LeafBatch newBatch(int capacity) {
    return new LeafBatch(capacity, GAME.planes().bytes(), GAME.actions());
  }

  public static Conditions conditions(Engine engine, Precision precision, int batch, int threads) {
    return Conditions.of(
        GAME.name(), NETWORK_NAME, NETWORK, precision.name(), batch, threads, engine.device());
  }
}
