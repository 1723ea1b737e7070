package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.network.DeviceAttributes;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;

/// Makes batchers that fit an engine's device, without weights yet.
public final class BatcherMaker {
  /// Batches that may wait: enough that a lane never waits for an actor, short enough that an
  /// answer comes soon.
  private static final int QUEUED_BATCHES = 4;

  private BatcherMaker() {}

  /// Returns a batcher on the engine's device.
  ///
  /// @param cores of this machine that may evaluate, where each has a model of its own
  public static Batcher of(
      Engine engine,
      NetworkSpec network,
      PlaneLayout planes,
      Precision precision,
      BatchPolicy policy,
      int cores) {
    DeviceAttributes device = engine.attributes();
    int batchSize = policy.batchSize();
    return new Batcher(
        new BatcherSettings(
            policy, device.lanes(cores), !device.isShared(), QUEUED_BATCHES * batchSize),
        network,
        planes,
        () -> engine.newPackedModel(network, planes, precision, batchSize));
  }
}
