package dev.alphazero.worker.role.pod;

import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.inference.NetworkModel;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.role.PrecisionChoice;
import java.util.function.Consumer;

/// Says how positions are batched, in the words of the batcher.
final class Batching {
  /// Batches that may wait: enough that a lane never waits for an actor, short enough that an
  /// answer comes soon.
  private static final int QUEUED_BATCHES = 4;

  private Batching() {}

  /// Returns a batcher on this machine's cores, without weights yet.
  ///
  /// @param lanes threads that evaluate
  static Batcher start(
      RoleConfig.Inference inference,
      NetworkSpec network,
      PlaneLayout planes,
      int lanes,
      Consumer<String> log) {
    int batchSize = inference.batchSize();
    Precision precision =
        PrecisionChoice.inference(
            inference.precision(),
            network,
            batchSize,
            measured -> log.accept("precision: " + PrecisionChoice.text(measured)));
    return new Batcher(
        new BatcherSettings(policy(inference), lanes, true, QUEUED_BATCHES * batchSize),
        network,
        planes,
        () -> new NetworkModel(network, planes, precision, batchSize));
  }

  private static BatchPolicy policy(RoleConfig.Inference inference) {
    return switch (inference.batchPolicy()) {
      case AUTO, DRAIN -> new BatchPolicy.Drain(inference.batchSize());
      case ADAPTIVE ->
          new BatchPolicy.Adaptive(
              inference.batchSize(), inference.minBatchFill(), inference.batchTimeout());
    };
  }
}
