package dev.alphazero.worker.wire.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A root of its own, and certificates from it in folders as pods mount them: `ca.crt`, `tls.crt`
/// and `tls.key`, P-256, for servers and clients.
public final class TestCertificates {
  private static final Duration LIFE = Duration.ofDays(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyPair keys = newKeys();
  private final X500Name name = new X500Name("CN=test-ca-" + serial().toString(36));
  private final byte[] certificate;

  /// Makes a root.
  public TestCertificates() throws IOException {
    certificate =
        sign(
            builder(name, keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
  }

  /// Writes a new certificate and its root into the folder, which is made if it is missing; files
  /// that are there are replaced, each at once.
  ///
  /// @param dnsNames what the certificate is valid for, for example `localhost`
  /// @return the folder
  public Path issue(Path folder, String... dnsNames) throws IOException {
    KeyPair leaf = newKeys();
    GeneralName[] names =
        Stream.of(dnsNames)
            .map(dns -> new GeneralName(GeneralName.dNSName, dns))
            .toArray(GeneralName[]::new);
    byte[] signed =
        sign(
            builder(new X500Name("CN=" + dnsNames[0]), leaf.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                        new KeyPurposeId[] {
                          KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                        }))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names)));
    Files.createDirectories(folder);
    write(folder, "ca.crt", "CERTIFICATE", certificate);
    write(folder, "tls.crt", "CERTIFICATE", signed);
    write(folder, "tls.key", "PRIVATE KEY", leaf.getPrivate().getEncoded());
    return folder;
  }

  private X509v3CertificateBuilder builder(X500Name subject, PublicKey key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        name,
        serial(),
        Date.from(now.minus(Duration.ofMinutes(5))),
        Date.from(now.plus(LIFE)),
        subject,
        key);
  }

  private byte[] sign(X509v3CertificateBuilder builder) throws IOException {
    try {
      return builder
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new IOException(e);
    }
  }

  private static void write(Path folder, String file, String type, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Path written = folder.resolve(file + ".new");
    Files.writeString(
        written,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type),
        US_ASCII);
    Files.move(
        written,
        folder.resolve(file),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(127, RANDOM);
  }
}
