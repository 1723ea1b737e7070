package dev.alphazero.worker.pod;

import dev.alphazero.crd.role.ActorConfig;
import dev.alphazero.crd.role.RoleConfig.Endpoint;
import dev.alphazero.worker.evaluator.GroupEvaluator;
import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.evaluator.OwnNetwork;
import dev.alphazero.worker.evaluator.SharedNetwork;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.wire.inference.InferenceClient;
import dev.alphazero.worker.wire.inference.RemoteEvaluator;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.weights.WeightsClient;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where an actor's positions are evaluated, and the connections for it.
final class LeafEvaluation implements AutoCloseable {
  private final Supplier<GroupEvaluator> evaluators;
  private final Runnable closing;

  private LeafEvaluation(Supplier<GroupEvaluator> evaluators, Runnable closing) {
    this.evaluators = evaluators;
    this.closing = closing;
  }

  /// By the inference pods.
  static LeafEvaluation shared(
      ActorConfig config, SelfPlayPlan plan, Handshake handshake, Tls tls, Consumer<String> log) {
    Endpoint inference = Objects.requireNonNull(config.endpoints().inference());
    InferenceClient client =
        new InferenceClient(inference.host(), inference.port(), handshake, tls, log);
    return new LeafEvaluation(() -> shared(client.newEvaluator()), client::close);
  }

  private static GroupEvaluator shared(RemoteEvaluator evaluator) {
    return new SharedNetwork(evaluator, evaluator::modelVersion);
  }

  /// By a network of each thread's own.
  static LeafEvaluation own(
      ActorConfig config,
      SelfPlayPlan plan,
      Handshake handshake,
      Tls tls,
      Stop stop,
      Consumer<String> log) {
    Precision precision =
        PrecisionChoice.inference(
            DjlEngine.CPU,
            Objects.requireNonNull(config.precision()),
            plan.network(),
            plan.selfPlay().games(),
            measured -> log.accept("precision: " + PrecisionChoice.text(measured)));
    LatestWeights latest = new LatestWeights();
    Endpoint learner = config.endpoints().learner();
    WeightsClient client =
        new WeightsClient(
            handshake,
            learner.host(),
            learner.port(),
            tls,
            WeightLayout.of(plan.network()).size(),
            latest::offer,
            log);
    return new LeafEvaluation(
        () ->
            new OwnNetwork(
                new NetworkEvaluator(
                    DjlEngine.CPU,
                    plan.network(),
                    plan.game().planes(),
                    precision,
                    plan.selfPlay().games()),
                () -> latest.await(() -> !stop.getAsBoolean())),
        client::close);
  }

  /// Returns what one thread evaluates with; that thread owns it.
  GroupEvaluator newEvaluator() {
    return evaluators.get();
  }

  /// Closes the connections: who waits for an answer gets a `ClientClosedException`.
  @Override
  public void close() {
    closing.run();
  }
}
