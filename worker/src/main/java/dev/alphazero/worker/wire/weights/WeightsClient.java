package dev.alphazero.worker.wire.weights;

import dev.alphazero.protocol.v1.WatchRequest;
import dev.alphazero.protocol.v1.WeightsGrpc;
import dev.alphazero.protocol.v1.WeightsMessage;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.wire.transport.Backoff;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Outage;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.weights.WeightsAssembly.BrokenException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gets the newest weights from the learner, for ever: over lost connections and learners that
/// start again. Versions only grow.
///
/// The thread `weights` owns the stream and calls `onWeights`; while that runs, newer versions are
/// skipped at the learner.
public final class WeightsClient implements AutoCloseable {
  private static final Duration MOST_WELCOME_TIME = Duration.ofSeconds(30);
  private static final Duration MOST_CLOSE_TIME = Duration.ofSeconds(10);

  private final Handshake handshake;
  private final int floats;
  private final Consumer<Weights> onWeights;
  private final Outage outage;
  private final ManagedChannel channel;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread receiver;

  /// Used by the receiver's thread.
  private long version;

  private volatile boolean connected;

  /// @param floats of the flat vector, as `network.WeightLayout.size()` says
  /// @param onWeights gets each newer version, on the client's thread; when it throws, that is
  ///   logged and the newest version is asked for again
  /// @param log gets lines about outages, from the client's thread
  public WeightsClient(
      Handshake handshake,
      String host,
      int port,
      Tls tls,
      int floats,
      Consumer<Weights> onWeights,
      Consumer<String> log) {
    this(
        handshake,
        Channels.open(host, port, tls),
        floats,
        onWeights,
        new Outage(
            "weights of the learner at " + host + ":" + port,
            Backoff.DEFAULT,
            new Random(),
            log,
            System::nanoTime));
  }

  WeightsClient(
      Handshake handshake,
      ManagedChannel channel,
      int floats,
      Consumer<Weights> onWeights,
      Outage outage) {
    this.handshake = handshake;
    this.channel = channel;
    this.floats = floats;
    this.onWeights = onWeights;
    this.outage = outage;
    receiver = Thread.ofPlatform().name("weights").daemon().start(this::run);
  }

  /// Returns whether the learner answers: it would send newer weights if it had any. What a test
  /// waits for, as a connection without newer weights shows nowhere else.
  boolean connected() {
    return connected;
  }

  @Override
  public void close() {
    closed.countDown();
    channel.shutdownNow();
    try {
      receiver.join(MOST_CLOSE_TIME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        Status status = watch();
        connected = false;
        if (closed.getCount() == 0) {
          return;
        }
        Duration pause = outage.failed(status);
        closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        // The channel has a back-off of its own, of up to two minutes.
        channel.resetConnectBackoff();
      } while (closed.getCount() > 0);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the receiver's thread must not be interrupted", e);
    }
  }

  /// Watches until the stream ends, and returns why it did.
  private Status watch() throws InterruptedException {
    WatchRequest request =
        WatchRequest.newBuilder().setHello(handshake.hello()).setKnownVersion(version).build();
    BlockingClientCall<?, WeightsMessage> call =
        WeightsGrpc.newBlockingV2Stub(channel).watch(request);
    try {
      WeightsAssembly assembly = new WeightsAssembly(floats, version);
      @Nullable WeightsMessage message =
          call.read(MOST_WELCOME_TIME.toNanos(), TimeUnit.NANOSECONDS);
      while (message != null) {
        connected = true;
        Weights received = assembly.add(message);
        if (received != null) {
          use(received);
        }
        message = call.read();
      }
      return Status.UNAVAILABLE.withDescription("the learner ended the stream");
    } catch (StatusException e) {
      return e.getStatus();
    } catch (TimeoutException e) {
      return Status.DEADLINE_EXCEEDED.withDescription("the learner did not answer");
    } catch (BrokenException e) {
      return Status.DATA_LOSS.withDescription(e.getMessage());
    } catch (RuntimeException e) {
      return Status.INTERNAL.withDescription(e.toString());
    } finally {
      call.cancel("this stream is over", null);
    }
  }

  private void use(Weights received) {
    onWeights.accept(received);
    version = received.version().packed();
    outage.over();
  }
}
