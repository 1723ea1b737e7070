package dev.alphazero.worker.pod;

import dev.alphazero.crd.role.InferenceConfig;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.WeightLayout;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import dev.alphazero.worker.wire.weights.WeightsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// An inference pod of a training: evaluates positions for all actors, with the learner's newest
/// weights.
///
/// Ready when it has weights and every lane is warm. On SIGTERM it answers what it has taken; its
/// clients go elsewhere. The calling thread waits.
public final class InferenceRole {
  private static final Duration DRAIN = Duration.ofSeconds(15);
  private static final long LOOK_MILLIS = 1000;

  private final InferenceConfig config;
  private final Consumer<String> log;
  private final Stop stop;
  private final SampleLayout layout;
  private final NetworkSpec network;

  /// @param stop when to end
  public InferenceRole(InferenceConfig config, Consumer<String> log, Stop stop) {
    this.config = config;
    this.log = log;
    this.stop = stop;
    Game game = TrainingPlans.game(config.game());
    layout = new SampleLayout(game.planes(), game.actions());
    network = TrainingPlans.network(config.network(), game);
  }

  /// Serves until a stop is requested.
  ///
  /// @throws IOException if a port cannot be opened or the certificates cannot be read
  /// @throws IllegalStateException if the network cannot evaluate
  public void run() throws IOException {
    Engine engine = Engines.of(config.inference().device(), log);
    Handshake handshake = Peer.handshake(config, layout, network);
    try (Tls tls = new Tls(Path.of(config.tls()), Tls.REREAD, log);
        PodGpus gpus = PodGpus.watch(new Engines(engine, engine), log);
        Inference inference =
            Inference.start(
                engine,
                config.inference(),
                network,
                layout.planes(),
                config.threads(),
                handshake,
                gpus,
                log)) {
      serve(handshake, tls, gpus, inference);
    }
    log.accept("stopped");
  }

  private void serve(Handshake handshake, Tls tls, PodGpus gpus, Inference inference)
      throws IOException {
    InferenceStatus status = inference.status();
    try (RoleMetrics metrics = gpus.addTo(status.addTo(new RoleMetrics()));
        RoleHttp _ =
            new RoleHttp(
                config.listen().http(), status::document, inference::notReady, metrics.registry());
        WeightsClient _ = weights(handshake, tls, inference);
        WireServer server =
            new WireServer(config.listen().grpc(), tls, List.of(inference.service()), log)) {
      metrics.refusedStreams(server::refused);
      server.start();
      while (!stop.await(LOOK_MILLIS)) {
        inference.requireSound();
      }
      server.drain(DRAIN);
    }
  }

  private WeightsClient weights(Handshake handshake, Tls tls, Inference inference) {
    return new WeightsClient(
        handshake,
        config.endpoints().learner().host(),
        config.endpoints().learner().port(),
        tls,
        WeightLayout.of(network).size(),
        inference::take,
        log);
  }
}
