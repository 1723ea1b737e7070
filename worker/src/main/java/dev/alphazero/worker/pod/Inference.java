package dev.alphazero.worker.pod;

import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.planes.PlaneLayout;
import dev.alphazero.worker.wire.inference.InferenceService;
import dev.alphazero.worker.wire.transport.Handshake;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Evaluates positions for the actors: a pod's only work, or a learner's second.
final class Inference implements AutoCloseable {
  private final Batcher batcher;
  private final InferenceService service;
  private final InferenceStatus status;

  private Inference(Batcher batcher, InferenceService service, PodGpus gpus) {
    this.batcher = batcher;
    this.service = service;
    status = new InferenceStatus(batcher, service::clients, gpus, System::nanoTime);
  }

  /// Starts it, without weights yet.
  ///
  /// @param cores of this machine that may evaluate, where each has a model of its own
  /// @param gpus are not closed with it
  static Inference start(
      Engine engine,
      RoleConfig.Inference settings,
      NetworkSpec network,
      PlaneLayout planes,
      int cores,
      Handshake handshake,
      PodGpus gpus,
      Consumer<String> log) {
    Batcher batcher = Batching.start(engine, settings, network, planes, cores, log);
    return new Inference(batcher, new InferenceService(handshake, batcher), gpus);
  }

  /// Evaluates with these weights from the next batch on.
  void take(Weights weights) {
    batcher.setWeights(weights);
    status.took(weights.version());
  }

  /// Returns why it is not ready, null when it is.
  @Nullable String notReady() {
    return batcher.isReady() ? null : "there are no weights yet, or the network is not warm yet";
  }

  /// Does nothing while all is well.
  ///
  /// @throws IllegalStateException if the network cannot evaluate
  void requireSound() {
    try {
      batcher.awaitReady(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  InferenceService service() {
    return service;
  }

  InferenceStatus status() {
    return status;
  }

  /// Answers what it has taken.
  @Override
  public void close() {
    batcher.close();
  }
}
