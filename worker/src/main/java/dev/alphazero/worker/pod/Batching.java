package dev.alphazero.worker.pod;

import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.worker.evaluator.BatcherMaker;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.planes.PlaneLayout;
import java.util.function.Consumer;

/// Converts the settings of batching to those of the batcher.
final class Batching {
  private Batching() {}

  /// Returns a batcher on the engine's device, without weights yet.
  ///
  /// @param cores of this machine that may evaluate, where each has a model of its own
  static Batcher start(
      Engine engine,
      RoleConfig.Inference inference,
      NetworkSpec network,
      PlaneLayout planes,
      int cores,
      Consumer<String> log) {
    Precision precision =
        PrecisionChoice.inference(
            engine,
            inference.precision(),
            network,
            inference.batchSize(),
            measured -> log.accept("precision: " + PrecisionChoice.text(measured)));
    return BatcherMaker.of(engine, network, planes, precision, policy(inference), cores);
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
