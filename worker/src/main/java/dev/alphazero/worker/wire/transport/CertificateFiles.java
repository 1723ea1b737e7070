package dev.alphazero.worker.wire.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files `ca.crt`, `tls.crt` and `tls.key` of one folder, PEM.
final class CertificateFiles {
  /// What the files hold.
  ///
  /// @param authorities whom to trust, at least one
  /// @param chain the certificate to show, then those that lead to the authority
  /// @param key the private key of the first of the chain
  record Certificates(
      List<X509Certificate> authorities, List<X509Certificate> chain, PrivateKey key) {
    X509Certificate[] authorityArray() {
      return authorities.toArray(X509Certificate[]::new);
    }

    X509Certificate[] chainArray() {
      return chain.toArray(X509Certificate[]::new);
    }

    Instant end() {
      return chain.getFirst().getNotAfter().toInstant();
    }
  }

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private final Path folder;

  CertificateFiles(Path folder) {
    this.folder = folder;
  }

  /// Reads all three.
  ///
  /// @throws IOException if a file is missing, is no certificate or key, or the key is not the
  ///   certificate's, as in the moment between the renewals of two files
  Certificates read() throws IOException {
    List<X509Certificate> authorities = certificates("ca.crt");
    List<X509Certificate> chain = certificates("tls.crt");
    PrivateKey key = key("tls.key");
    if (!belongTogether(key, chain.getFirst().getPublicKey())) {
      throw new IOException(
          "the key in %s must belong to the certificate in tls.crt. Renew both together."
              .formatted(folder.resolve("tls.key")));
    }
    return new Certificates(authorities, chain, key);
  }

  private List<X509Certificate> certificates(String name) throws IOException {
    byte[] bytes = bytes(name);
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IOException(
          "the file %s must hold PEM certificates: %s"
              .formatted(folder.resolve(name), e.getMessage()),
          e);
    }
  }

  private PrivateKey key(String name) throws IOException {
    Matcher matcher = KEY.matcher(new String(bytes(name), ISO_8859_1));
    if (matcher.find()) {
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
        return key(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException(keyRule(name) + ": " + e.getMessage(), e);
      }
    }
    throw new IOException(keyRule(name));
  }

  private String keyRule(String name) {
    return "the file %s must hold an EC or RSA private key as PEM, PKCS #8 ('BEGIN PRIVATE KEY')"
        .formatted(folder.resolve(name));
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }

  private static boolean belongTogether(PrivateKey key, PublicKey certified) throws IOException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    try {
      byte[] probe = new byte[32];
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IOException("the private key cannot sign: " + e.getMessage(), e);
    }
  }

  private byte[] bytes(String name) throws IOException {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "the certificate folder must hold ca.crt, tls.crt and tls.key, but %s is missing"
              .formatted(folder.resolve(name)),
          e);
    } catch (IOException e) {
      throw new IOException(
          "cannot read %s: %s".formatted(folder.resolve(name), e.getMessage()), e);
    }
  }
}
