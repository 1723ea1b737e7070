package dev.alphazero.worker.wire.inference;

import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherSettings;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.inference.InferenceFixtures.FakeModel;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/// A server with a batcher whose model answers by arithmetic, and a gate in front of that.
final class InferencePod implements AutoCloseable {
  static final int BATCH = 16;
  static final int MOST_QUEUED = 2 * BATCH;
  static final int MOST_UNANSWERED = 8;
  static final Handshake SERVER = new Handshake("uid-1", 0x51, 0x52, "inference-0");
  static final Handshake ACTOR = new Handshake("uid-1", 0x51, 0x52, "actor-3");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Batcher batcher;
  final InferenceService service;
  final WireServer server;

  /// Each batch needs a permit when the gate is shut.
  private final Semaphore permits = new Semaphore(0);

  private volatile boolean shut;
  private volatile int mostQueuedSeen;

  /// Starts with the weights of step 1.
  InferencePod(Tls tls) throws IOException, InterruptedException {
    this(tls, SERVER);
    batcher.setWeights(InferenceFixtures.weights(1));
    batcher.awaitReady(PATIENCE);
  }

  /// Starts without weights.
  InferencePod(Tls tls, Handshake handshake) throws IOException {
    batcher =
        new Batcher(
            new BatcherSettings(new BatchPolicy.Drain(BATCH), 1, true, MOST_QUEUED),
            InferenceFixtures.SPEC,
            InferenceFixtures.LAYOUT,
            () -> new FakeModel(_ -> pass()));
    service = new InferenceService(handshake, batcher, MOST_UNANSWERED);
    server = new WireServer(0, tls, List.of(service), _ -> {});
    server.start();
  }

  private void pass() {
    if (shut) {
      mostQueuedSeen = Math.max(mostQueuedSeen, batcher.statistics().queuedPositions());
      permits.acquireUninterruptibly();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  void shutGate() {
    shut = true;
  }

  void openGate() {
    shut = false;
    permits.release(1_000);
  }

  /// Returns the most positions that waited when a batch came to the gate.
  int mostQueuedSeen() {
    return mostQueuedSeen;
  }

  /// Waits until a batch stands at the gate.
  void awaitAtGate() {
    Await.until("a batch at the gate", permits::hasQueuedThreads);
  }

  @Override
  public void close() {
    server.close();
    openGate();
    batcher.close();
  }
}
