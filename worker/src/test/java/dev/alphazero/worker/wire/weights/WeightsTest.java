package dev.alphazero.worker.wire.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.WatchRequest;
import dev.alphazero.protocol.v1.WeightsGrpc;
import dev.alphazero.protocol.v1.WeightsHeader;
import dev.alphazero.protocol.v1.WeightsMessage;
import dev.alphazero.protocol.v1.WeightsWelcome;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.wire.episodes.WireFixtures;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.CuttingProxy;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Outage;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import dev.alphazero.worker.wire.transport.WireService;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weights from a learner to those who watch it.
final class WeightsTest {
  private static final int FLOATS = 3 * WeightBytes.CHUNK_FLOATS + 5;

  @TempDir private Path folder;

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final List<Weights> received = new CopyOnWriteArrayList<>();
  private final CuttingProxy proxy = new CuttingProxy(1);
  private Tls tls;

  @BeforeEach
  void issue() throws Exception {
    tls = WireFixtures.tls(new TestCertificates(), folder);
  }

  @AfterEach
  void close() {
    proxy.close();
    tls.close();
  }

  @Test
  void everyVersionReachesAFastWatcher() throws Exception {
    WeightsService service = new WeightsService(WireFixtures.LEARNER);
    try (WireServer server = serve(service);
        WeightsClient client = client(received::add)) {
      for (int step = 0; step < 5; step++) {
        service.publish(weights(1, step));
        int count = step + 1;
        Await.until("version 1." + step, () -> received.size() == count);
      }
      for (int step = 0; step < 5; step++) {
        assertThat(received.get(step).version()).isEqualTo(new ModelVersion(1, step));
        assertThat(received.get(step).flat()).isEqualTo(weights(1, step).flat());
      }
      assertThat(client.connected()).isTrue();
      assertThat(server.refused()).isZero();
    }
  }

  @Test
  void aSlowWatcherSkipsVersions() throws Exception {
    WeightsService service = new WeightsService(WireFixtures.LEARNER);
    Semaphore slow = new Semaphore(0);
    service.publish(weights(1, 0));
    try (WireServer server = serve(service);
        WeightsClient client =
            client(
                next -> {
                  received.add(next);
                  slow.acquireUninterruptibly();
                })) {
      Await.until("the first version", () -> received.size() == 1);
      for (int step = 1; step <= 20; step++) {
        service.publish(weights(1, step));
      }
      slow.release(100);
      ModelVersion last = new ModelVersion(1, 20);
      Await.until("the last version", () -> received.getLast().version().equals(last));
      // What was on its way when the client stopped reading is at most the connection's window.
      assertThat(received).hasSizeLessThanOrEqualTo(4);
      assertThat(server.refused()).isZero();
      assertThat(client.connected()).isTrue();
    }
  }

  @Test
  void versionsNeverGoBackOverRestartsOfTheLearner() throws Exception {
    WeightsService first = new WeightsService(WireFixtures.LEARNER);
    first.publish(weights(2, 100));
    WireServer server = serve(first);
    try (WeightsClient client = client(received::add)) {
      Await.until("the first learner's", () -> received.size() == 1);
      server.close();
      Await.until("the loss is noticed", () -> !client.connected());

      WeightsService older = new WeightsService(WireFixtures.LEARNER);
      older.publish(weights(1, 500));
      server = serve(older);
      Await.until("the connection", client::connected);
      older.publish(weights(1, 501));
      older.publish(weights(3, 7));
      Await.until("the newer incarnation's", () -> received.size() == 2);
      assertThat(received.get(1).version()).isEqualTo(new ModelVersion(3, 7));
      proxy.cut();
      Await.until("the end of the second stream", () -> !lines.isEmpty());
      Await.until("the connection", client::connected);
      older.publish(weights(3, 8));
      Await.until("the next one", () -> received.size() == 3);
    }
    server.close();
  }

  @Test
  void aLearnerWithoutWeightsSaysSo() throws Exception {
    WeightsService service = new WeightsService(WireFixtures.LEARNER);
    try (WireServer server = serve(service);
        WeightsClient client = client(received::add)) {
      Await.until(
          "the reason",
          () ->
              lines.contains(
                  "weights: UNAVAILABLE, this learner has no weights yet."
                      + " Trying again until it works."));
      assertThat(server.refused()).isZero();
      service.publish(weights(1, 0));
      Await.until("the first version", () -> received.size() == 1);
    }
  }

  @Test
  void aStrangerIsToldWhy() throws Exception {
    WeightsService service = new WeightsService(new Handshake("uid-1", 0x51, 0x77, "learner-0"));
    service.publish(weights(1, 0));
    try (WireServer server = serve(service);
        WeightsClient client = client(received::add)) {
      Await.until("two refusals", () -> server.refused() >= 2);
      assertThat(client.connected()).isFalse();
    }
    assertThat(lines).hasSize(1);
    assertThat(lines.element())
        .startsWith(
            "weights: FAILED_PRECONDITION, the weight layout must be '77' here, but the caller has"
                + " '52'");
    assertThat(received).isEmpty();
  }

  @Test
  void weightsWithAWrongChecksumAreAskedForAgain() throws Exception {
    WrongOnce service = new WrongOnce();
    try (WireServer server = serve(service);
        WeightsClient client = client(received::add)) {
      Await.until("a good version", () -> received.size() == 1);
      assertThat(client.connected()).isTrue();
      assertThat(server.refused()).isZero();
    }
    assertThat(service.calls.get()).isEqualTo(2);
    assertThat(received.getFirst().flat()).isEqualTo(weights(1, 0).flat());
    assertThat(lines)
        .contains(
            "weights: DATA_LOSS, the weights must have the header's checksum."
                + " Trying again until it works.");
  }

  @Test
  void weightsThatCouldNotBeUsedComeAgain() throws Exception {
    WeightsService service = new WeightsService(WireFixtures.LEARNER);
    service.publish(weights(1, 0));
    AtomicInteger calls = new AtomicInteger();
    try (WireServer server = serve(service);
        WeightsClient client =
            client(
                next -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("no memory left");
                  }
                  received.add(next);
                })) {
      Await.until("the second attempt", () -> received.size() == 1);
      assertThat(client.connected()).isTrue();
      assertThat(server.refused()).isZero();
    }
    assertThat(lines)
        .contains(
            "weights: INTERNAL, java.lang.IllegalStateException: no memory left."
                + " Trying again until it works.");
  }

  @Test
  void onlyNewerWeightsArePublished() {
    WeightsService service = new WeightsService(WireFixtures.LEARNER);
    service.publish(new Weights(new ModelVersion(2, 5), new float[1]));
    assertThatThrownBy(() -> service.publish(new Weights(new ModelVersion(1, 9), new float[1])))
        .hasMessage("weights must be newer than version 2.5, version=1.9");
  }

  /// Sends a chunk with one wrong bit to the first who asks.
  private static final class WrongOnce implements WireService {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public BindableService binding() {
      return new WeightsGrpc.WeightsImplBase() {
        @Override
        public void watch(WatchRequest request, StreamObserver<WeightsMessage> out) {
          float[] flat = weights(1, 0).flat();
          out.onNext(
              WeightsMessage.newBuilder().setWelcome(WeightsWelcome.getDefaultInstance()).build());
          out.onNext(
              WeightsMessage.newBuilder()
                  .setHeader(
                      WeightsHeader.newBuilder()
                          .setVersion(new ModelVersion(1, 0).packed())
                          .setFloats(FLOATS)
                          .setSha256(WeightBytes.sha256(flat)))
                  .build());
          boolean wrong = calls.incrementAndGet() == 1;
          for (int from = 0; from < FLOATS; from += WeightBytes.CHUNK_FLOATS) {
            ByteString chunk = WeightBytes.chunk(flat, from);
            out.onNext(
                WeightsMessage.newBuilder()
                    .setChunk(wrong && from > 0 ? flipped(chunk) : chunk)
                    .build());
          }
        }
      };
    }

    @Override
    public void drain() {}

    private static ByteString flipped(ByteString chunk) {
      byte[] bytes = chunk.toByteArray();
      bytes[2] ^= 1;
      return ByteString.copyFrom(bytes);
    }
  }

  private WireServer serve(WireService service) throws Exception {
    WireServer server = WireFixtures.serve(tls, service);
    proxy.target(server.port());
    return server;
  }

  private WeightsClient client(Consumer<Weights> onWeights) {
    return new WeightsClient(
        WireFixtures.ACTOR,
        Channels.open("localhost", proxy.port(), tls),
        FLOATS,
        onWeights,
        new Outage("weights", WireFixtures.SOON, new Random(1), lines::add, System::nanoTime));
  }

  private static Weights weights(int incarnation, long step) {
    float[] flat = new float[FLOATS];
    for (int i = 0; i < FLOATS; i++) {
      flat[i] = i * 0.25f + incarnation * 1000 + step;
    }
    return new Weights(new ModelVersion(incarnation, step), flat);
  }
}
