package dev.alphazero.operator.tls;

import dev.alphazero.crd.role.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A TLS connection over a socket in which both sides must prove who they are.
final class Handshake {
  private static final char[] NO_PASSWORD = new char[0];

  /// Type of a URI among alternative names.
  private static final int URI = 6;

  private static final int TIMEOUT_MILLIS = 20_000;

  private Handshake() {}

  /// Connects, and returns the name that the server saw of its client.
  ///
  /// @param host the name that the client means to reach
  /// @param at the time by both sides' clocks
  /// @throws IOException if a side refused the other
  static String between(
      TrainingCertificates serverSide,
      Role server,
      String host,
      TrainingCertificates clientSide,
      Role client,
      Instant at)
      throws IOException, GeneralSecurityException, InterruptedException {
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        SSLServerSocket listener =
            (SSLServerSocket)
                context(serverSide, server, at)
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setNeedClientAuth(true);
      listener.setSoTimeout(TIMEOUT_MILLIS);
      Future<String> seen = threads.submit(() -> accept(listener));
      connect(context(clientSide, client, at), host, listener.getLocalPort());
      return seen.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static String accept(SSLServerSocket listener)
      throws IOException, GeneralSecurityException {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.startHandshake();
      X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      socket.getOutputStream().write(1);
      return peer.getSubjectAlternativeNames().stream()
          .filter(name -> name.getFirst().equals(URI))
          .map(name -> (String) name.getLast())
          .findFirst()
          .orElseThrow();
    }
  }

  private static void connect(SSLContext context, String host, int port) throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.startHandshake();
      if (socket.getInputStream().read() != 1) {
        throw new IOException("the server must greet its client");
      }
    }
  }

  private static SSLContext context(TrainingCertificates certificates, Role role, Instant at)
      throws GeneralSecurityException, IOException {
    Identity own = Objects.requireNonNull(certificates.mounted().roles().get(role));
    KeyStore keys = emptyStore();
    keys.setKeyEntry(
        "own",
        Pem.readKey(own.key()),
        NO_PASSWORD,
        new Certificate[] {Pem.readCertificate(own.certificate())});
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, NO_PASSWORD);
    KeyStore trusted = emptyStore();
    for (String one : Pem.split(certificates.mounted().trusted())) {
      trusted.setCertificateEntry("authority " + trusted.size(), Pem.readCertificate(one));
    }
    PKIXBuilderParameters when = new PKIXBuilderParameters(trusted, new X509CertSelector());
    when.setRevocationEnabled(false);
    when.setDate(Date.from(at));
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(new CertPathTrustManagerParameters(when));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
