package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.evaluator.BatchedEvaluator;
import dev.alphazero.worker.evaluator.BatcherMaker;
import dev.alphazero.worker.evaluator.GroupEvaluator;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.evaluator.OwnNetwork;
import dev.alphazero.worker.evaluator.SharedNetwork;
import dev.alphazero.worker.inference.BatchPolicy.Drain;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import org.jspecify.annotations.Nullable;

/// The untrained network as a training's threads have it: on a processor one each, on a GPU one
/// behind a batcher for all of them.
final class PartNetwork implements AutoCloseable {
  private static final Weights UNTRAINED =
      new Weights(new ModelVersion(0, 1), InitialWeights.of(Workload.NETWORK, 0));

  private final Engine engine;
  private final Precision precision;
  private final int gamesPerThread;
  private final @Nullable Batcher batcher;

  /// @param gamesPerThread positions that a thread has evaluated at once
  PartNetwork(Engine engine, Precision precision, int gamesPerThread, int threads) {
    this.engine = engine;
    this.precision = precision;
    this.gamesPerThread = gamesPerThread;
    batcher =
        engine.attributes().isShared()
            ? BatcherMaker.of(
                engine,
                Workload.NETWORK,
                Workload.GAME.planes(),
                precision,
                new Drain(Workload.deviceBatch(engine, gamesPerThread, threads)),
                threads)
            : null;
    if (batcher != null) {
      batcher.setWeights(UNTRAINED);
    }
  }

  /// Returns what the calling thread evaluates with, and closes.
  GroupEvaluator newEvaluator() {
    if (batcher != null) {
      return new SharedNetwork(new BatchedEvaluator(batcher), UNTRAINED.version()::packed);
    }
    OwnNetwork own =
        new OwnNetwork(
            new NetworkEvaluator(
                engine, Workload.NETWORK, Workload.GAME.planes(), precision, gamesPerThread),
            () -> UNTRAINED);
    own.prepare();
    return own;
  }

  @Override
  public void close() {
    if (batcher != null) {
      batcher.close();
    }
  }
}
