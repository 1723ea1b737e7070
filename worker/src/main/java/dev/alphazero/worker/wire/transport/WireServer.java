package dev.alphazero.worker.wire.transport;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The gRPC server of a role: its services, health and reflection, with mTLS on one port.
///
/// Handlers run on Netty's threads and only enqueue. What a client breaks ends that client's stream
/// alone; it is counted and logged.
public final class WireServer implements AutoCloseable {
  /// gRPC logs a stack trace for much of what clients break or for connections that end. `Refusals`
  /// says what matters in a line. The field keeps the logger, and with it the level.
  private static final Logger GRPC_LOGGER = Logger.getLogger("io.grpc");

  static {
    GRPC_LOGGER.setLevel(Level.SEVERE);
  }

  private static final int PERMITTED_KEEP_ALIVE_SECONDS = Channels.KEEP_ALIVE_SECONDS / 2;
  private static final int HANDSHAKE_SECONDS = 10;
  private static final int MOST_IDLE_MINUTES = 5;
  private static final int MOST_STREAMS_PER_CONNECTION = 64;
  private static final int WINDOW_BYTES = 1 << 20;
  private static final Duration KILL = Duration.ofSeconds(5);

  private final int wantedPort;
  private final List<WireService> services;
  private final HealthStatusManager health = new HealthStatusManager();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final Refusals refusals;
  private final Server server;

  /// @param port where to listen, 0 for any free one
  /// @param log gets a line for each refused stream, from Netty's threads
  public WireServer(int port, Tls tls, List<WireService> services, Consumer<String> log) {
    wantedPort = port;
    this.services = List.copyOf(services);
    refusals = new Refusals(log, System::nanoTime);
    NettyServerBuilder builder =
        NettyServerBuilder.forPort(port, tls.server())
            .directExecutor()
            .addStreamTracerFactory(refusals)
            .maxInboundMessageSize(Channels.MOST_MESSAGE_BYTES)
            .maxConcurrentCallsPerConnection(MOST_STREAMS_PER_CONNECTION)
            .flowControlWindow(WINDOW_BYTES)
            .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
            .maxConnectionIdle(MOST_IDLE_MINUTES, TimeUnit.MINUTES)
            .keepAliveTime(Channels.KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(Channels.KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveTime(PERMITTED_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance());
    for (WireService service : this.services) {
      builder.addService(StrictMessages.of(service.binding().bindService()));
    }
    server = builder.build();
  }

  /// Listens and serves.
  ///
  /// @throws IOException if the port is taken; the message names it
  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(
          "the gRPC server cannot listen, port=%d: %s".formatted(wantedPort, e.getMessage()), e);
    }
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
  }

  /// Returns where it listens.
  public int port() {
    return server.getPort();
  }

  /// Returns how many streams were ended because of what their clients sent.
  public long refused() {
    return refusals.count();
  }

  /// Reports NOT_SERVING, takes no new streams, lets the services end theirs with UNAVAILABLE, and
  /// closes when they have, or when the time is over.
  public void drain(Duration atMost) {
    if (!draining.getAndSet(true)) {
      health.enterTerminalState();
      server.shutdown();
      services.forEach(WireService::drain);
    }
    if (!await(atMost)) {
      server.shutdownNow();
      await(KILL);
    }
  }

  /// Closes all connections.
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  private boolean await(Duration atMost) {
    try {
      return server.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
