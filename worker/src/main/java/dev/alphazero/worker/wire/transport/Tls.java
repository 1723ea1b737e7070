package dev.alphazero.worker.wire.transport;

import dev.alphazero.worker.wire.transport.CertificateFiles.Certificates;
import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The certificates of a role: `ca.crt`, `tls.crt` and `tls.key` of one folder. Both sides show one
/// and check the other's. Files that change are read again; connections that stand are kept. New
/// files that cannot be used are logged, and the ones before are used until they can.
public final class Tls implements AutoCloseable {
  /// How long renewed files may stay unread.
  public static final Duration REREAD = Duration.ofSeconds(30);

  private final CertificateFiles files;
  private final Consumer<String> log;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final AdvancedTlsX509TrustManager trust;
  private final ScheduledExecutorService reader;

  /// What is in use. Written by the constructor, then by the reader's thread only.
  private Certificates current;

  /// What was logged last, so that a problem is logged once. Used by the reader's thread.
  private String told = "";

  /// Reads the files and goes on reading them.
  ///
  /// @param log gets a line for each renewal, and for new files that cannot be used, from the
  ///   reader's thread
  /// @throws IOException if a file is missing or cannot be used; the message says which and why
  public Tls(Path folder, Duration reread, Consumer<String> log) throws IOException {
    this.log = log;
    files = new CertificateFiles(folder);
    try {
      trust =
          AdvancedTlsX509TrustManager.newBuilder()
              .setVerification(Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION)
              .build();
      current = files.read();
      use(current);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates in %s cannot be used: %s".formatted(folder, e), e);
    }
    reader =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("certificates").daemon().factory());
    var _ =
        reader.scheduleWithFixedDelay(
            this::readAgain, reread.toNanos(), reread.toNanos(), TimeUnit.NANOSECONDS);
  }

  ServerCredentials server() {
    return TlsServerCredentials.newBuilder()
        .keyManager(keys)
        .trustManager(trust)
        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
        .build();
  }

  ChannelCredentials client() {
    return TlsChannelCredentials.newBuilder().keyManager(keys).trustManager(trust).build();
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }

  private void readAgain() {
    try {
      Certificates next = files.read();
      if (!next.equals(current)) {
        use(next);
        current = next;
        log.accept("read renewed certificates, valid until " + next.end());
      }
      told = "";
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      String problem = "renewed certificates are not used: " + e.getMessage();
      if (!problem.equals(told)) {
        log.accept(problem);
        told = problem;
      }
    }
  }

  private void use(Certificates certificates) throws IOException, GeneralSecurityException {
    trust.updateTrustCredentials(certificates.authorityArray());
    keys.updateIdentityCredentials(certificates.chainArray(), certificates.key());
  }
}
