package dev.alphazero.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.EvaluateRequest;
import dev.alphazero.protocol.v1.EvaluateResponse;
import dev.alphazero.protocol.v1.Evaluations;
import dev.alphazero.protocol.v1.InferenceGrpc;
import dev.alphazero.protocol.v1.Positions;
import dev.alphazero.worker.inference.InferenceFixtures;
import dev.alphazero.worker.network.ModelVersion;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The service alone, spoken to message by message. A second client is served all the time.
@Timeout(120)
final class InferenceServiceTest {
  @TempDir private Path folder;

  private TestCertificates authority;
  private Tls tls;
  private InferencePod pod;
  private ManagedChannel channel;
  private BlockingClientCall<EvaluateRequest, EvaluateResponse> other;
  private int otherId;

  @BeforeEach
  void start() throws Exception {
    authority = new TestCertificates();
    tls = new Tls(authority.issue(folder.resolve("mine"), "localhost"), Tls.REREAD, _ -> {});
    pod = new InferencePod(tls);
    channel = Channels.open("localhost", pod.server.port(), tls);
    other = greeted();
    otherIsServed();
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    pod.close();
    tls.close();
  }

  private BlockingClientCall<EvaluateRequest, EvaluateResponse> call() {
    return ClientCalls.blockingBidiStreamingCall(
        channel, InferenceGrpc.getEvaluateMethod(), CallOptions.DEFAULT);
  }

  private BlockingClientCall<EvaluateRequest, EvaluateResponse> greeted() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(hello(InferencePod.ACTOR));
    assertThat(call.read().hasWelcome()).isTrue();
    return call;
  }

  private void otherIsServed() throws Exception {
    byte[] planes = InferenceFixtures.positions(3, ++otherId);
    other.write(positions(otherId, 3, planes));
    check(other.read().getEvaluations(), otherId, planes);
  }

  private static EvaluateRequest hello(Handshake handshake) {
    return EvaluateRequest.newBuilder().setHello(handshake.hello()).build();
  }

  private static EvaluateRequest positions(int id, int count, byte[] planes) {
    return EvaluateRequest.newBuilder()
        .setPositions(
            Positions.newBuilder().setId(id).setCount(count).setPlanes(ByteString.copyFrom(planes)))
        .build();
  }

  private static EvaluateRequest valid(int id, int count) {
    return positions(id, count, InferenceFixtures.positions(count, id));
  }

  private static void check(Evaluations answer, int id, byte[] planes) {
    int n = planes.length / InferenceFixtures.BYTES;
    int actions = InferenceFixtures.SPEC.actions();
    assertThat(answer.getId()).isEqualTo(id);
    ModelVersion version = ModelVersion.ofPacked(answer.getModelVersion());
    assertThat(version).isEqualTo(new ModelVersion(1, 1));
    ByteBuffer logits = littleEndian(answer.getPolicyLogits(), n * actions);
    ByteBuffer values = littleEndian(answer.getValues(), n);
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < actions; a++) {
        assertThat(logits.getFloat()).isEqualTo(InferenceFixtures.logit(planes, i, a));
      }
      assertThat(values.getFloat()).isEqualTo(1);
    }
  }

  private static ByteBuffer littleEndian(ByteString floats, int count) {
    assertThat(floats.size()).isEqualTo(count * Float.BYTES);
    return floats.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads until the stream ends, and returns why.
  private static Status end(BlockingClientCall<EvaluateRequest, EvaluateResponse> call)
      throws InterruptedException {
    try {
      while (call.read() != null) {
        // answers from before
      }
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  @Test
  void theWelcomeSaysTheLimits() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(hello(InferencePod.ACTOR));
    EvaluateResponse response = call.read();
    assertThat(response.getWelcome().getMostPositions()).isEqualTo(InferencePod.BATCH);
    assertThat(response.getWelcome().getMostUnanswered()).isEqualTo(InferencePod.MOST_UNANSWERED);
    assertThat(pod.service.clients()).isEqualTo(2);

    call.halfClose();
    assertThat(end(call).isOk()).isTrue();
    Await.until("one client left", () -> pod.service.clients() == 1);
  }

  static Stream<Arguments> refusedHellos() {
    return Stream.of(
        arguments(
            new Handshake("uid-2", 0x51, 0x52, "x"),
            "the training must be 'uid-1' here, but the caller has 'uid-2'"),
        arguments(
            new Handshake("uid-1", 0x61, 0x52, "x"),
            "the sample layout must be '51' here, but the caller has '61'"),
        arguments(
            new Handshake("uid-1", 0x51, 0x62, "x"),
            "the weight layout must be '52' here, but the caller has '62'"));
  }

  @ParameterizedTest
  @MethodSource("refusedHellos")
  void whoDoesNotBelongHereIsToldWhy(Handshake handshake, String words) throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(hello(handshake));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(status.getDescription()).contains(words);
    otherIsServed();
  }

  static Stream<Arguments> brokenMessages() {
    int bytes = InferenceFixtures.BYTES;
    return Stream.of(
        arguments(EvaluateRequest.getDefaultInstance(), "must have hello or positions"),
        arguments(hello(InferencePod.ACTOR), "hello must be the first message only"),
        arguments(valid(1, 0), "count must be in [1, 16] as the welcome said, count=0"),
        arguments(valid(1, 17), "count=17. Send larger batches in parts"),
        arguments(positions(1, -1, new byte[0]), "count=4294967295"),
        arguments(positions(1, 3, new byte[3 * bytes - 1]), "count * 6 = 18 bytes, bytes=17"),
        arguments(positions(1, 3, new byte[3 * bytes + 1]), "count * 6 = 18 bytes, bytes=19"));
  }

  @ParameterizedTest
  @MethodSource("brokenMessages")
  void aMessageThatBreaksARuleEndsItsStreamAlone(EvaluateRequest message, String words)
      throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    call.write(message);
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains(words);
    otherIsServed();
    Await.until("the refusal is counted", () -> pod.server.refused() == 1);
  }

  @Test
  void helloComesFirst() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = call();
    call.write(valid(1, 3));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("the first message must be hello");
    otherIsServed();
  }

  @Test
  void anIdInUseIsRefused() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    pod.shutGate();
    call.write(valid(7, 3));
    call.write(valid(7, 3));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains("id=7");
    pod.openGate();
    otherIsServed();
  }

  @Test
  void tooManyUnansweredMessagesAreRefused() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    pod.shutGate();
    for (int id = 0; id <= InferencePod.MOST_UNANSWERED; id++) {
      call.write(valid(id, 1));
    }
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("at most 8 messages may wait");
    pod.openGate();
    otherIsServed();
  }

  @Test
  void bytesThatAreNoMessageEndTheirStreamAlone() throws Exception {
    Random random = new Random(42);
    byte[] whole = valid(1, 5).toByteArray();
    List<byte[]> messages = new ArrayList<>();
    messages.add(new byte[] {(byte) 0xFF});
    messages.add(ByteString.copyFrom(whole).substring(0, whole.length / 2).toByteArray());
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
      messages.add(bytes);
    }
    for (byte[] bytes : messages) {
      Status status = sendRaw(bytes);
      assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      otherIsServed();
    }
    Await.until("all are counted", () -> pod.server.refused() == messages.size());
  }

  /// Netty resets the stream before the message is held in memory, so that there are no words.
  @Test
  void aMessageAboveTheLimitEndsItsStreamAlone() throws Exception {
    Status status = sendRaw(new byte[Channels.MOST_MESSAGE_BYTES + 1]);
    assertThat(status.getCode()).isEqualTo(Status.Code.CANCELLED);
    otherIsServed();
  }

  private Status sendRaw(byte[] bytes) throws InterruptedException {
    MethodDescriptor<byte[], byte[]> raw =
        InferenceGrpc.getEvaluateMethod().toBuilder(BYTES, BYTES).build();
    BlockingClientCall<byte[], byte[]> call =
        ClientCalls.blockingBidiStreamingCall(channel, raw, CallOptions.DEFAULT);
    try {
      call.write(hello(InferencePod.ACTOR).toByteArray());
      call.read();
      call.write(bytes);
      while (call.read() != null) {
        // nothing is expected
      }
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] bytes) {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  @Test
  void garbageOnThePortHarmsNobody() throws Exception {
    Random random = new Random(43);
    for (int i = 0; i < 10; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), pod.server.port())) {
        byte[] garbage = new byte[1 << i];
        random.nextBytes(garbage);
        socket.getOutputStream().write(garbage);
      }
      otherIsServed();
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    ManagedChannel stranger =
        NettyChannelBuilder.forAddress(
                "localhost",
                pod.server.port(),
                TlsChannelCredentials.newBuilder()
                    .trustManager(folder.resolve("mine/ca.crt").toFile())
                    .build())
            .build();
    assertThat(endOfHello(stranger).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    otherIsServed();
  }

  @Test
  void aClientOfAnotherAuthorityIsRefused() throws Exception {
    new TestCertificates().issue(folder.resolve("foreign"), "localhost");
    ManagedChannel stranger =
        NettyChannelBuilder.forAddress(
                "localhost",
                pod.server.port(),
                TlsChannelCredentials.newBuilder()
                    .trustManager(folder.resolve("mine/ca.crt").toFile())
                    .keyManager(
                        folder.resolve("foreign/tls.crt").toFile(),
                        folder.resolve("foreign/tls.key").toFile())
                    .build())
            .build();
    assertThat(endOfHello(stranger).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    otherIsServed();
  }

  private static Status endOfHello(ManagedChannel stranger) throws InterruptedException {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call =
        ClientCalls.blockingBidiStreamingCall(
            stranger, InferenceGrpc.getEvaluateMethod(), CallOptions.DEFAULT);
    Throwable failure =
        catchThrowable(
            () -> {
              call.write(hello(InferencePod.ACTOR));
              call.read();
            });
    stranger.shutdownNow();
    return Status.fromThrowable(failure);
  }

  @Test
  void aFullQueueStopsTheReading() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    call.write(valid(0, InferencePod.BATCH));
    pod.awaitAtGate();
    for (int id = 1; id < InferencePod.MOST_UNANSWERED; id++) {
      call.write(valid(id, InferencePod.BATCH));
    }
    Await.until(
        "the queue is full",
        () -> pod.batcher.statistics().queuedPositions() >= InferencePod.MOST_QUEUED);
    pod.openGate();
    for (int id = 0; id < InferencePod.MOST_UNANSWERED; id++) {
      assertThat(call.read().getEvaluations().getId()).isEqualTo(id);
    }
    assertThat(pod.mostQueuedSeen())
        .isLessThanOrEqualTo(InferencePod.MOST_QUEUED + InferencePod.BATCH);
    otherIsServed();
  }

  @Test
  void whatADisconnectedClientAskedIsDropped() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    long before = pod.batcher.statistics().positions();
    call.write(valid(0, InferencePod.BATCH));
    pod.awaitAtGate();
    call.write(valid(1, InferencePod.BATCH));
    call.write(valid(2, InferencePod.BATCH));
    Await.until(
        "two wait", () -> pod.batcher.statistics().queuedPositions() == 2 * InferencePod.BATCH);
    call.cancel("gone", null);
    Await.until("one client left", () -> pod.service.clients() == 1);
    pod.openGate();
    otherIsServed();
    assertThat(pod.batcher.statistics().positions()).isEqualTo(before + InferencePod.BATCH + 3);
  }

  @Test
  void aBatchThatFailsSendsItsClientElsewhere() throws Exception {
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    byte[] planes = InferenceFixtures.positions(2, 1);
    planes[0] = InferenceFixtures.POISON;
    call.write(positions(1, 2, planes));
    Status status = end(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains("the network failed on a batch");
    otherIsServed();
  }

  @Test
  void withoutWeightsClientsAreSentElsewhere() throws Exception {
    try (InferencePod empty = new InferencePod(tls, InferencePod.SERVER)) {
      ManagedChannel toEmpty = Channels.open("localhost", empty.server.port(), tls);
      Status status = endOfHello(toEmpty);
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(status.getDescription()).contains("no weights yet");
    }
  }

  @Test
  void drainingAnswersWhatIsOwedAndSendsClientsElsewhere() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    byte[] planes = InferenceFixtures.positions(3, 1);
    call.write(positions(1, 3, planes));
    pod.awaitAtGate(); // or one batch would take both
    call.write(positions(2, 3, planes));
    Await.until("one waits", () -> pod.batcher.statistics().queuedPositions() == 3);
    Thread drain = Thread.ofPlatform().start(() -> pod.server.drain(Duration.ofSeconds(60)));
    Status idle = end(other);
    assertThat(idle.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(idle.getDescription()).contains("this pod is going away");

    pod.openGate();
    check(call.read().getEvaluations(), 1, planes);
    check(call.read().getEvaluations(), 2, planes);
    assertThat(end(call).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    drain.join();
  }

  @Test
  void aClientThatHasSaidAllGetsItsAnswersFirst() throws Exception {
    pod.shutGate();
    BlockingClientCall<EvaluateRequest, EvaluateResponse> call = greeted();
    byte[] planes = InferenceFixtures.positions(3, 1);
    call.write(positions(1, 3, planes));
    call.halfClose();
    pod.awaitAtGate();
    pod.openGate();
    check(call.read().getEvaluations(), 1, planes);
    assertThat(end(call).isOk()).isTrue();
  }
}
