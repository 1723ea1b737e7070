package dev.alphazero.worker.wire.transport;

import static dev.alphazero.worker.wire.episodes.WireFixtures.ACTOR;
import static dev.alphazero.worker.wire.episodes.WireFixtures.batch;
import static dev.alphazero.worker.wire.episodes.WireFixtures.encoded;
import static dev.alphazero.worker.wire.episodes.WireFixtures.game;
import static dev.alphazero.worker.wire.episodes.WireFixtures.hello;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.protocol.v1.WatchRequest;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.wire.episodes.EpisodesClient;
import dev.alphazero.worker.wire.episodes.MemoryLog;
import dev.alphazero.worker.wire.episodes.WireFixtures;
import dev.alphazero.worker.wire.transport.CertificateFiles.Certificates;
import dev.alphazero.worker.wire.weights.WeightsService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What anyone may send to the port while others are served.
final class OpenPortTest {
  private static final Set<Status.Code> REFUSALS =
      Set.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.NOT_FOUND,
          Status.Code.RESOURCE_EXHAUSTED);

  @TempDir private Path folder;

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final MemoryLog log = MemoryLog.of(1000);
  private final WeightsService weights = new WeightsService(WireFixtures.LEARNER);
  private Tls tls;
  private WireServer server;
  private ManagedChannel channel;
  private EpisodesClient neighbour;
  private long games;

  @BeforeEach
  void start() throws Exception {
    tls = WireFixtures.tls(new TestCertificates(), folder);
    weights.publish(new Weights(new ModelVersion(1, 0), new float[100]));
    server = WireFixtures.serve(tls, lines::add, WireFixtures.episodes(log), weights);
    channel = Channels.open("localhost", server.port(), tls);
    neighbour = WireFixtures.episodesClient(server.port(), tls, 1 << 20, _ -> {});
    assertNeighbourIsServed();
  }

  @AfterEach
  void stop() throws Exception {
    assertNeighbourIsServed();
    assertThat(log.repeated()).as("the neighbour's connection never broke").isZero();
    neighbour.close();
    channel.shutdownNow();
    server.close();
    log.close();
    tls.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void bytesThatAreNoMessageAreRefused(long seed) throws Exception {
    Random random = new Random(seed);
    byte[][] seeds = {
      hello(ACTOR, 0).toByteArray(),
      batch(1, 0, encoded(game(1)), encoded(game(2))).toByteArray(),
      WatchRequest.newBuilder().setHello(ACTOR.hello()).build().toByteArray()
    };
    for (int round = 0; round < 150; round++) {
      boolean watch = random.nextBoolean();
      byte[] bytes = damaged(seeds[random.nextInt(seeds.length)], random);
      Status end =
          watch
              ? send("alphazero.v1.Weights/Watch", MethodType.SERVER_STREAMING, bytes)
              : send("alphazero.v1.Episodes/Append", MethodType.BIDI_STREAMING, bytes);
      // Damage may leave a valid hello: then the stream ends well.
      if (!end.isOk()) {
        assertThat(REFUSALS)
            .as("seed %d, round %d, %s: %s", seed, round, Arrays.toString(bytes), end)
            .contains(end.getCode());
        assertThat(end.getDescription()).as("seed %d, round %d", seed, round).isNotBlank();
      }
    }
    assertThat(server.refused()).isGreaterThan(100);
    assertThat(lines).isNotEmpty();
  }

  @Test
  void bytesThatAreNoMessageAreToldSo() throws Exception {
    Status end =
        send("alphazero.v1.Episodes/Append", MethodType.BIDI_STREAMING, new byte[] {10, 9, 8});
    assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(end.getDescription()).startsWith("the bytes are no message: ");
    Await.until("the line", () -> lines.size() == 1);
    assertThat(lines.element())
        .startsWith("refused alphazero.v1.Episodes/Append of /127.0.0.1:")
        .contains(": INVALID_ARGUMENT, the bytes are no message: ");
    assertThat(server.refused()).isEqualTo(1);
  }

  @Test
  void anOversizedMessageIsRefused() throws Exception {
    byte[] large = new byte[Channels.MOST_MESSAGE_BYTES + 1];
    Status end = send("alphazero.v1.Episodes/Append", MethodType.BIDI_STREAMING, large);
    assertThat(end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    Await.until("the refusal is counted", () -> server.refused() == 1);
  }

  @Test
  void anUnknownMethodIsRefused() throws Exception {
    Status end = send("alphazero.v1.Episodes/Delete", MethodType.BIDI_STREAMING, new byte[9]);
    assertThat(end.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  /// Half of them pretend to begin a TLS handshake; all stay open until the end.
  @Test
  void rawBytesOnThePortHarmNobody() throws Exception {
    Random random = new Random(5);
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = noise(random);
      if (i % 2 == 0) {
        byte[] head = {22, 3, 1, 1, 0, 1, 0};
        System.arraycopy(head, 0, bytes, 0, head.length);
      }
      open.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      assertThat(answerTo(bytes, open.getLast())).as("socket %d", i).isTrue();
      assertNeighbourIsServed();
    }
    for (Socket socket : open) {
      socket.close();
    }
    assertThat(server.refused()).isZero();
  }

  @Test
  void rawBytesOfAClientWithACertificateHarmNobody() throws Exception {
    Random random = new Random(6);
    SSLSocketFactory sockets = trusted().getSocketFactory();
    for (int i = 0; i < 6; i++) {
      try (SSLSocket socket =
          (SSLSocket) sockets.createSocket(InetAddress.getLoopbackAddress(), server.port())) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        byte[] bytes = noise(random);
        if (i % 2 == 0) {
          byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
          System.arraycopy(preface, 0, bytes, 0, preface.length);
        }
        assertThat(answerTo(bytes, socket)).as("socket %d", i).isTrue();
      }
      assertNeighbourIsServed();
    }
    assertThat(server.refused()).isZero();
  }

  /// They say nothing, begin a handshake, or stop in the middle of one.
  @Test
  void halfAHandshakeKeepsNobodyWaitingAndIsDropped() throws Exception {
    byte[] hello = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 0xFC, 3, 3};
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.getOutputStream().write(hello, 0, i % (hello.length + 1));
      open.add(socket);
    }
    assertNeighbourIsServed();
    for (Socket socket : open) {
      assertThat(endOf(socket)).as("end of the stream").isTrue();
      socket.close();
    }
  }

  /// Returns when the server has hung up.
  private static boolean endOf(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketException e) {
      return String.valueOf(e.getMessage()).contains("reset");
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[100 + random.nextInt(5000)];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Sends bytes; the server may take them or hang up, and nothing else may happen.
  private static boolean answerTo(byte[] bytes, Socket socket) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (SocketException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private SSLContext trusted() throws Exception {
    Certificates certificates = new CertificateFiles(folder).read();
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("ca", certificates.authorities().getFirst());
    store.setKeyEntry("leaf", certificates.key(), new char[0], certificates.chainArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void healthAndServicesAreTold() throws Exception {
    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
    BlockingClientCall<ServerReflectionRequest, ServerReflectionResponse> call =
        ServerReflectionGrpc.newBlockingV2Stub(channel).serverReflectionInfo();
    call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(call.read().getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains("alphazero.v1.Episodes", "alphazero.v1.Weights", "grpc.health.v1.Health");
    call.write(
        ServerReflectionRequest.newBuilder()
            .setFileContainingSymbol("alphazero.v1.Episodes")
            .build());
    assertThat(call.read().getFileDescriptorResponse().getFileDescriptorProtoCount()).isPositive();
    call.cancel("read", null);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    WireServer second = new WireServer(server.port(), tls, List.of(), lines::add);
    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the gRPC server cannot listen, port=" + server.port());
  }

  private void assertNeighbourIsServed() {
    neighbour.add(game(neighbour.nextKey()));
    games++;
    assertThat(neighbour.awaitSent(Duration.ofMinutes(1))).isTrue();
    assertThat(log.size()).isGreaterThanOrEqualTo((int) games);
  }

  private static byte[] damaged(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
      }
      case 1 -> random.nextBytes(bytes);
      case 2 -> bytes[random.nextInt(Math.min(8, bytes.length))] ^= (byte) 0xFF;
      default -> {
        for (int i = 0; i < 4; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return bytes;
  }

  /// Sends bytes as one message and returns how the stream ends.
  private Status send(String method, MethodType type, byte[] bytes) throws Exception {
    Marshaller<byte[]> raw = new RawBytes();
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            MethodDescriptor.<byte[], byte[]>newBuilder(raw, raw)
                .setFullMethodName(method)
                .setType(type)
                .build(),
            CallOptions.DEFAULT);
    CompletableFuture<Status> end = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            if (type == MethodType.SERVER_STREAMING) {
              // A watch that was welcomed never ends by itself.
              end.complete(Status.OK);
            }
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(bytes);
    call.halfClose();
    try {
      return end.get(1, TimeUnit.MINUTES);
    } finally {
      call.cancel("the test has its answer", null);
    }
  }
}
