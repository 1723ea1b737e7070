package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;

/// Makes batchers that fit an engine's device, without weights yet.
public final class BatcherMaker {
  /// Batches that may wait: enough that a lane never waits for an actor, short enough that an
  /// answer comes soon.
  private static final int QUEUED_BATCHES = 4;

  /// One batch is computed while the next one is gathered and copied.
  private static final int LANES_OF_GPU = 2;

  private BatcherMaker() {}

  /// Returns a batcher on the engine's device.
  ///
  /// @param cores of this machine that may evaluate, if the device is not a GPU
  public static Batcher of(
      Engine engine,
      NetworkSpec network,
      PlaneLayout planes,
      Precision precision,
      BatchPolicy policy,
      int cores) {
    return engine.isGpu()
        ? ofGpu(engine, network, planes, precision, policy)
        : of(engine, network, planes, precision, policy, cores, true);
  }

  /// Returns a batcher on a GPU.
  public static Batcher ofGpu(
      Engine engine,
      NetworkSpec network,
      PlaneLayout planes,
      Precision precision,
      BatchPolicy policy) {
    return of(engine, network, planes, precision, policy, LANES_OF_GPU, false);
  }

  private static Batcher of(
      Engine engine,
      NetworkSpec network,
      PlaneLayout planes,
      Precision precision,
      BatchPolicy policy,
      int lanes,
      boolean share) {
    int batchSize = policy.batchSize();
    return new Batcher(
        new BatcherSettings(policy, lanes, share, QUEUED_BATCHES * batchSize),
        network,
        planes,
        () -> engine.newPackedModel(network, planes, precision, batchSize));
  }
}
