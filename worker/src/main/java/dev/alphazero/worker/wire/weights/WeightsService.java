package dev.alphazero.worker.wire.weights;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.WatchRequest;
import dev.alphazero.protocol.v1.WeightsGrpc;
import dev.alphazero.protocol.v1.WeightsHeader;
import dev.alphazero.protocol.v1.WeightsMessage;
import dev.alphazero.protocol.v1.WeightsWelcome;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.WireService;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Sends the newest weights to everyone who watches, and each newer version as soon as a watcher
/// has taken the one before. A slow watcher skips versions and holds one chunk of memory, besides
/// the vector that it is being sent.
public final class WeightsService implements WireService {
  /// A version to send; its vector is shared by all watchers and never written.
  private record Published(WeightsHeader header, Weights weights) {}

  private final Handshake handshake;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  /// Written by the learner's thread.
  private volatile @Nullable Published newest;

  private volatile boolean draining;

  public WeightsService(Handshake handshake) {
    this.handshake = handshake;
  }

  /// Makes weights the newest. Called by one thread; does not wait for watchers.
  ///
  /// @param weights newer than those before; the vector must not be written any more
  public void publish(Weights weights) {
    Published before = newest;
    if (before != null && weights.version().packed() <= before.header().getVersion()) {
      throw new IllegalArgumentException(
          "weights must be newer than version %s, version=%s"
              .formatted(ModelVersion.ofPacked(before.header().getVersion()), weights.version()));
    }
    WeightsHeader header =
        WeightsHeader.newBuilder()
            .setVersion(weights.version().packed())
            .setFloats(weights.flat().length)
            .setSha256(WeightBytes.sha256(weights.flat()))
            .build();
    newest = new Published(header, weights);
    watchers.forEach(Watcher::send);
  }

  @Override
  public BindableService binding() {
    return new WeightsGrpc.WeightsImplBase() {
      @Override
      public void watch(WatchRequest request, StreamObserver<WeightsMessage> out) {
        WeightsService.this.watch(request, (ServerCallStreamObserver<WeightsMessage>) out);
      }
    };
  }

  private void watch(WatchRequest request, ServerCallStreamObserver<WeightsMessage> out) {
    try {
      handshake.require(request.getHello());
    } catch (StatusRuntimeException e) {
      out.onError(e);
      return;
    }
    if (newest == null) {
      out.onError(
          Status.UNAVAILABLE
              .withDescription("this learner has no weights yet")
              .asRuntimeException());
      return;
    }
    Watcher watcher = new Watcher(out, request.getKnownVersion());
    watcher.begin();
  }

  @Override
  public void drain() {
    draining = true;
    watchers.forEach(Watcher::drain);
  }

  /// One client. Sent to by gRPC's threads and the learner's.
  private final class Watcher {
    private final ServerCallStreamObserver<WeightsMessage> out;

    /// The newest version that was begun.
    @GuardedBy("this") private long version;

    /// What is being sent, or null.
    @GuardedBy("this") private @Nullable Published current;

    @GuardedBy("this") private int nextFloat;

    @GuardedBy("this") private boolean ended;

    private Watcher(ServerCallStreamObserver<WeightsMessage> out, long knownVersion) {
      this.out = out;
      version = knownVersion;
    }

    private void begin() {
      out.setOnCancelHandler(this::gone);
      out.setOnReadyHandler(this::send);
      synchronized (this) {
        out.onNext(
            WeightsMessage.newBuilder().setWelcome(WeightsWelcome.getDefaultInstance()).build());
      }
      watchers.add(this);
      if (draining) {
        drain();
      }
      send();
    }

    private synchronized void send() {
      while (!ended && out.isReady()) {
        WeightsMessage message = next();
        if (message == null) {
          return;
        }
        out.onNext(message);
      }
    }

    @GuardedBy("this") private @Nullable WeightsMessage next() {
      Published sending = current;
      if (sending == null) {
        Published candidate = newest;
        if (candidate == null
            || Long.compareUnsigned(candidate.header().getVersion(), version) <= 0) {
          return null;
        }
        version = candidate.header().getVersion();
        nextFloat = 0;
        current = candidate.weights().flat().length == 0 ? null : candidate;
        return WeightsMessage.newBuilder().setHeader(candidate.header()).build();
      }
      float[] flat = sending.weights().flat();
      ByteString chunk = WeightBytes.chunk(flat, nextFloat);
      nextFloat += chunk.size() / Float.BYTES;
      if (nextFloat == flat.length) {
        current = null;
      }
      return WeightsMessage.newBuilder().setChunk(chunk).build();
    }

    private void drain() {
      synchronized (this) {
        if (!ended) {
          ended = true;
          out.onError(
              Status.UNAVAILABLE
                  .withDescription("this learner is going away")
                  .asRuntimeException());
        }
      }
      watchers.remove(this);
    }

    private void gone() {
      synchronized (this) {
        ended = true;
      }
      watchers.remove(this);
    }
  }
}
