package dev.alphazero.worker.wire.transport;

import static dev.alphazero.worker.wire.episodes.WireFixtures.batch;
import static dev.alphazero.worker.wire.episodes.WireFixtures.encoded;
import static dev.alphazero.worker.wire.episodes.WireFixtures.game;
import static dev.alphazero.worker.wire.episodes.WireFixtures.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.protocol.v1.AppendRequest;
import dev.alphazero.protocol.v1.AppendResponse;
import dev.alphazero.protocol.v1.EpisodesGrpc;
import dev.alphazero.worker.wire.episodes.MemoryLog;
import dev.alphazero.worker.wire.episodes.WireFixtures;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, and what happens to the files.
final class TlsTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir private Path folder;

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  @Test
  void theSameAuthorityIsLetInAndOthersAreNot() throws Exception {
    TestCertificates ours = new TestCertificates();
    try (Tls server = tls(ours, "server");
        Tls client = tls(ours, "client");
        Tls stranger = tls(new TestCertificates(), "stranger");
        WireServer running = WireFixtures.serve(server)) {
      assertThat(ask(running.port(), client::client)).isEqualTo(Status.Code.OK);
      assertThat(ask(running.port(), stranger::client)).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  /// The stranger trusts the server here, so that it is the server that refuses.
  @Test
  void theServerRefusesAClientOfAnotherAuthority() throws Exception {
    TestCertificates ours = new TestCertificates();
    Path stranger = new TestCertificates().issue(folder.resolve("stranger"), "localhost");
    try (Tls server = tls(ours, "server")) {
      copy("server", "stranger", "ca.crt");
      try (Tls trusting = new Tls(stranger, Tls.REREAD, lines::add);
          WireServer running = WireFixtures.serve(server)) {
        assertThat(ask(running.port(), trusting::client)).isEqualTo(Status.Code.UNAVAILABLE);
      }
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    try (Tls server = tls(new TestCertificates(), "server");
        WireServer running = WireFixtures.serve(server)) {
      ChannelCredentials nobody =
          TlsChannelCredentials.newBuilder()
              .trustManager(folder.resolve("server/ca.crt").toFile())
              .build();
      assertThat(ask(running.port(), () -> nobody)).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void aServerOfAnotherNameIsRefused() throws Exception {
    TestCertificates ours = new TestCertificates();
    ours.issue(folder.resolve("server"), "learner.example");
    try (Tls server = new Tls(folder.resolve("server"), Tls.REREAD, lines::add);
        Tls client = tls(ours, "client");
        WireServer running = WireFixtures.serve(server)) {
      assertThat(ask(running.port(), client::client)).isEqualTo(Status.Code.UNAVAILABLE);
      ManagedChannel named = Channels.open("localhost", running.port(), client, "learner.example");
      assertThat(ask(named)).isEqualTo(Status.Code.OK);
    }
  }

  @Test
  void aBundleOfTwoAuthoritiesTrustsBoth() throws Exception {
    TestCertificates before = new TestCertificates();
    TestCertificates after = new TestCertificates();
    before.issue(folder.resolve("server"), "localhost");
    after.issue(folder.resolve("client"), "localhost");
    String bundle = read("server/ca.crt") + read("client/ca.crt");
    Files.writeString(folder.resolve("server/ca.crt"), bundle);
    Files.writeString(folder.resolve("client/ca.crt"), bundle);
    try (Tls server = new Tls(folder.resolve("server"), Tls.REREAD, lines::add);
        Tls client = new Tls(folder.resolve("client"), Tls.REREAD, lines::add);
        Tls old = tls(before, "old");
        WireServer running = WireFixtures.serve(server)) {
      assertThat(ask(running.port(), client::client)).isEqualTo(Status.Code.OK);
      assertThat(ask(running.port(), old::client)).isEqualTo(Status.Code.OK);
    }
  }

  @Test
  void renewedFilesAreUsedForNewConnectionsAndOldOnesStand() throws Exception {
    TestCertificates before = new TestCertificates();
    TestCertificates after = new TestCertificates();
    before.issue(folder.resolve("server"), "localhost");
    try (MemoryLog log = MemoryLog.of(100);
        Tls server = new Tls(folder.resolve("server"), OFTEN, lines::add);
        Tls old = tls(before, "old");
        Tls renewed = tls(after, "renewed");
        WireServer running = WireFixtures.serve(server, WireFixtures.episodes(log))) {
      ManagedChannel standing = Channels.open("localhost", running.port(), old);
      BlockingClientCall<AppendRequest, AppendResponse> call =
          EpisodesGrpc.newBlockingV2Stub(standing).append();
      call.write(hello(WireFixtures.ACTOR, 0));
      assertThat(call.read().hasWelcome()).isTrue();
      assertThat(ask(running.port(), renewed::client)).isEqualTo(Status.Code.UNAVAILABLE);

      after.issue(folder.resolve("server"), "localhost");
      Await.until("the renewal", () -> renewals() >= 1);
      Await.until(
          "the new certificate is shown",
          () -> ask(running.port(), renewed::client) == Status.Code.OK);
      assertThat(ask(running.port(), old::client)).isEqualTo(Status.Code.UNAVAILABLE);

      call.write(batch(1, 0, encoded(game(1))));
      assertThat(call.read().getAcknowledgement().getDurable()).isEqualTo(1);
      standing.shutdownNow();
    }
  }

  @Test
  void aBadRenewalIsToldAndAGoodOneAfterItIsUsed() throws Exception {
    TestCertificates ours = new TestCertificates();
    TestCertificates next = new TestCertificates();
    ours.issue(folder.resolve("server"), "localhost");
    try (Tls server = new Tls(folder.resolve("server"), OFTEN, lines::add);
        Tls client = tls(ours, "client");
        Tls renewed = tls(next, "renewed");
        WireServer running = WireFixtures.serve(server)) {
      Files.writeString(
          folder.resolve("server/tls.key"),
          "-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----\n");
      Await.until("the line", () -> lines.size() == 1);
      assertThat(lines.element())
          .startsWith("renewed certificates are not used: the file ")
          .contains("tls.key must hold an EC or RSA private key as PEM");
      assertThat(ask(running.port(), client::client)).isEqualTo(Status.Code.OK);
      next.issue(folder.resolve("server"), "localhost");
      Await.until(
          "the new certificate is shown",
          () -> ask(running.port(), renewed::client) == Status.Code.OK);
      assertThat(renewals()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca.crt", "tls.crt", "tls.key"})
  void aMissingFileIsNamed(String name) throws Exception {
    Path files = new TestCertificates().issue(folder.resolve("pod"), "localhost");
    Files.delete(files.resolve(name));
    assertThatThrownBy(() -> new Tls(files, Tls.REREAD, lines::add))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the certificate folder must hold ca.crt, tls.crt and tls.key, but %s is missing",
            files.resolve(name));
  }

  @ParameterizedTest
  @CsvSource({
    "ca.crt, '', must hold PEM certificates: it holds none",
    "ca.crt, nonsense, must hold PEM certificates: ",
    "tls.crt, '', must hold PEM certificates: it holds none",
    "tls.crt, '-----BEGIN CERTIFICATE-----', must hold PEM certificates: ",
    "tls.key, '', 'must hold an EC or RSA private key as PEM, PKCS #8 (''BEGIN PRIVATE KEY'')'",
    "tls.key, '-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----', must hold an EC or RSA",
    "tls.key, '-----BEGIN PRIVATE KEY-----A-----END PRIVATE KEY-----', must hold an EC or RSA",
  })
  void aBrokenFileIsNamed(String name, String content, String rule) throws Exception {
    Path files = new TestCertificates().issue(folder.resolve("pod"), "localhost");
    Files.writeString(files.resolve(name), content);
    assertThatThrownBy(() -> new Tls(files, Tls.REREAD, lines::add))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the file " + files.resolve(name) + " " + rule);
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    TestCertificates ours = new TestCertificates();
    Path files = ours.issue(folder.resolve("pod"), "localhost");
    ours.issue(folder.resolve("other"), "localhost");
    copy("other", "pod", "tls.key");
    assertThatThrownBy(() -> new Tls(files, Tls.REREAD, lines::add))
        .hasMessage(
            "the key in %s must belong to the certificate in tls.crt. Renew both together.",
            files.resolve("tls.key"));
  }

  private long renewals() {
    return lines.stream().filter(line -> line.startsWith("read renewed certificates")).count();
  }

  private Tls tls(TestCertificates authority, String name) throws IOException {
    return WireFixtures.tls(authority, folder.resolve(name));
  }

  private void copy(String from, String to, String name) throws IOException {
    Files.copy(
        folder.resolve(from).resolve(name),
        folder.resolve(to).resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static Status.Code ask(int port, Supplier<ChannelCredentials> credentials) {
    return ask(
        NettyChannelBuilder.forAddress("localhost", port, credentials.get())
            .directExecutor()
            .build());
  }

  /// Asks for the server's health over a new connection, and returns how that ends.
  private static Status.Code ask(ManagedChannel channel) {
    try {
      ServingStatus status =
          HealthGrpc.newBlockingStub(channel)
              .withDeadlineAfter(1, TimeUnit.MINUTES)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus();
      assertThat(status).isEqualTo(ServingStatus.SERVING);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
  }
}
