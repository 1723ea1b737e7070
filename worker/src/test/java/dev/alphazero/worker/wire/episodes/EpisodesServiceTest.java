package dev.alphazero.worker.wire.episodes;

import static dev.alphazero.worker.wire.episodes.WireFixtures.ACTOR;
import static dev.alphazero.worker.wire.episodes.WireFixtures.batch;
import static dev.alphazero.worker.wire.episodes.WireFixtures.encoded;
import static dev.alphazero.worker.wire.episodes.WireFixtures.game;
import static dev.alphazero.worker.wire.episodes.WireFixtures.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.AppendRequest;
import dev.alphazero.protocol.v1.AppendResponse;
import dev.alphazero.protocol.v1.EpisodesGrpc;
import dev.alphazero.worker.replay.TestEpisodes;
import dev.alphazero.worker.wire.transport.Await;
import dev.alphazero.worker.wire.transport.Channels;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.TestCertificates;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The service alone, spoken to message by message.
final class EpisodesServiceTest {
  private static final int MOST_BYTES = 2000;

  @TempDir private Path folder;

  private final Semaphore gate = new Semaphore(0);
  private final MemoryLog log = new MemoryLog(1, 100, null, gate);
  private final EpisodesService service =
      new EpisodesService(WireFixtures.LEARNER, WireFixtures.CODEC, log, MOST_BYTES);
  private Tls tls;
  private WireServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    tls = WireFixtures.tls(new TestCertificates(), folder);
    server = WireFixtures.serve(tls, service);
    channel = Channels.open("localhost", server.port(), tls);
  }

  @AfterEach
  void stop() throws Exception {
    gate.release(1000);
    channel.shutdownNow();
    server.close();
    log.close();
    tls.close();
  }

  @Test
  void whatIsDurableIsAcknowledged() throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> call = greeted();
    call.write(batch(1, 0, encoded(game(1)), encoded(game(2))));
    call.write(batch(1, 2, encoded(game(3))));
    gate.release(1);
    assertThat(call.read().getAcknowledgement().getDurable()).isEqualTo(2);
    assertThat(log.logged(2)).isEqualTo(game(2));
    assertThat(log.size()).isEqualTo(2);
    gate.release(1);
    assertThat(call.read().getAcknowledgement().getDurable()).isEqualTo(3);
    assertThat(log.logged(3)).isEqualTo(game(3));
    call.halfClose();
    assertThat(call.read()).isNull();
  }

  @Test
  void aStreamHasTwoBatchesThatAreNotDurable() throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> call = greeted();
    for (int key = 1; key <= 20; key++) {
      call.write(batch(1, key - 1, encoded(game(key))));
    }
    for (int key = 1; key <= 20; key++) {
      gate.release(1);
      assertThat(call.read().getAcknowledgement().getDurable()).isEqualTo(key);
    }
    assertThat(log.mostPending()).isEqualTo(2);
  }

  @Test
  void drainingAcknowledgesWhatCame() throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> call = greeted();
    call.write(batch(1, 0, encoded(game(1))));
    Await.until("the batch arrives", () -> log.appends() == 1);
    Thread drain = Thread.startVirtualThread(() -> server.drain(Duration.ofMinutes(1)));
    gate.release(1);
    assertThat(call.read().getAcknowledgement().getDurable()).isEqualTo(1);
    assertThat(end(call).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    drain.join();
    assertThat(end(EpisodesGrpc.newBlockingV2Stub(channel).append()).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  static List<Arguments> brokenMessages() {
    ByteString one = encoded(game(1));
    ByteString cut = one.substring(0, one.size() - 1);
    ByteString large = ByteString.copyFrom(new byte[MOST_BYTES + 1]);
    return List.of(
        arguments(
            "no kind",
            AppendRequest.getDefaultInstance(),
            "INVALID_ARGUMENT: a message must have a kind"),
        arguments(
            "second hello",
            hello(ACTOR, 1),
            "INVALID_ARGUMENT: only the first message may be a hello"),
        arguments(
            "gap",
            batch(1, 1, one),
            "INVALID_ARGUMENT: first must be the number of the next episode, 0, first=1"),
        arguments(
            "gap around the sign",
            batch(1, -1, one),
            "INVALID_ARGUMENT: first must be the number of the next episode, 0,"
                + " first=18446744073709551615"),
        arguments("empty", batch(1, 0), "INVALID_ARGUMENT: a batch must have episodes"),
        arguments(
            "too large",
            batch(1, 0, large),
            "RESOURCE_EXHAUSTED: a batch must have at most 2000 bytes, bytes=2001"),
        arguments(
            "unknown session",
            batch(7, 0, one),
            "NOT_FOUND: this learner's log never gave the session 7. Begin a new one."),
        arguments(
            "the second is cut",
            batch(1, 0, one, cut),
            "INVALID_ARGUMENT: an episode must be encoded as its codec says: bytes after the"),
        arguments(
            "the second has a foreign key",
            batch(1, 0, one, encoded(game(101))),
            "INVALID_ARGUMENT: an episode must be of generation 0 with a key in [1, 101),"
                + " generation=0, key=101"),
        arguments(
            "the second has a generation",
            batch(1, 0, one, encoded(TestEpisodes.episode(1, 1))),
            "INVALID_ARGUMENT: an episode must be of generation 0 with a key in [1, 101),"
                + " generation=1, key=1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenMessages")
  void aBrokenMessageEndsItsStreamAlone(String name, AppendRequest message, String status)
      throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> other = greeted();
    BlockingClientCall<AppendRequest, AppendResponse> call =
        EpisodesGrpc.newBlockingV2Stub(channel).append();
    call.write(hello(ACTOR, 1));
    assertThat(call.read().getWelcome().getSession()).isEqualTo(1);
    call.write(message);
    Status end = end(call);
    assertThat(end.getCode() + ": " + end.getDescription()).as(name).startsWith(status);
    assertThat(log.appends()).isZero();
    other.write(batch(1, 0, encoded(game(5))));
    gate.release(1);
    assertThat(other.read().getAcknowledgement().getDurable()).isEqualTo(1);
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        arguments(
            new Handshake("x".repeat(500), 0x51, 0x52, "a"),
            "the training must be 'uid-1' here, but the caller has '%s'. Roles of one training"
                .formatted("x".repeat(100))),
        arguments(
            new Handshake("uid-2", 0x51, 0x52, "a"),
            "the training must be 'uid-1' here, but the caller has 'uid-2'"),
        arguments(
            new Handshake("uid-1", 0x53, 0x52, "a"),
            "the sample layout must be '51' here, but the caller has '53'"),
        arguments(
            new Handshake("uid-1", 0x51, 0x54, "a"),
            "the weight layout must be '52' here, but the caller has '54'"));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void aStrangerIsRefusedInWords(Handshake stranger, String words) throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> call =
        EpisodesGrpc.newBlockingV2Stub(channel).append();
    call.write(hello(stranger, 0));
    Status end = end(call);
    assertThat(end.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(end.getDescription()).startsWith(words);
    Await.until("the refusal is counted", () -> server.refused() == 1);
  }

  @Test
  void anotherProtocolIsRefusedInWords() throws Exception {
    AppendRequest.Builder hello = hello(ACTOR, 0).toBuilder();
    hello.getHelloBuilder().getHelloBuilder().setProtocol(2);
    BlockingClientCall<AppendRequest, AppendResponse> call =
        EpisodesGrpc.newBlockingV2Stub(channel).append();
    call.write(hello.build());
    assertThat(end(call).getDescription())
        .startsWith("the protocol version must be '1' here, but the caller has '2'");
  }

  @Test
  void episodesBeforeTheHelloAreRefused() throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> call =
        EpisodesGrpc.newBlockingV2Stub(channel).append();
    call.write(batch(1, 0, encoded(game(1))));
    assertThat(end(call).getDescription()).isEqualTo("the first message must be a hello");
  }

  @Test
  void aClientThatNeverReadsHindersNobody() throws Exception {
    gate.release(1000);
    ManagedChannel own = Channels.open("localhost", server.port(), tls);
    ClientCall<AppendRequest, AppendResponse> deaf =
        own.newCall(EpisodesGrpc.getAppendMethod(), CallOptions.DEFAULT);
    deaf.start(new ClientCall.Listener<>() {}, new Metadata());
    deaf.sendMessage(hello(ACTOR, 0));
    for (int key = 1; key <= 99; key++) {
      deaf.sendMessage(batch(1, key - 1, encoded(game(key))));
    }
    BlockingClientCall<AppendRequest, AppendResponse> other =
        EpisodesGrpc.newBlockingV2Stub(channel).append();
    other.write(hello(ACTOR, 0));
    long session = other.read().getWelcome().getSession();
    other.write(batch(session, 0, encoded(game(session))));
    assertThat(other.read().getAcknowledgement().getDurable()).isEqualTo(1);
    own.shutdownNow();
  }

  private BlockingClientCall<AppendRequest, AppendResponse> greeted() throws Exception {
    BlockingClientCall<AppendRequest, AppendResponse> call =
        EpisodesGrpc.newBlockingV2Stub(channel).append();
    call.write(hello(ACTOR, 0));
    AppendResponse response = call.read();
    assertThat(response.getWelcome().getSession()).isEqualTo(1);
    assertThat(response.getWelcome().getSessionKeys()).isEqualTo(100);
    assertThat(response.getWelcome().getMostBytes()).isEqualTo(MOST_BYTES);
    return call;
  }

  /// Reads until the stream ends and returns how it does.
  private static Status end(BlockingClientCall<AppendRequest, AppendResponse> call)
      throws InterruptedException {
    try {
      AppendResponse response = call.read();
      while (response != null) {
        response = call.read();
      }
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }
}
