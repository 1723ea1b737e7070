package dev.alphazero.operator.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Issues certificates for one training: a root and leaves, P-256 and ECDSA with SHA-256.
///
/// @param random source of keys and serial numbers
final class Authority {
  static final Duration ROOT_LIFE = Duration.ofDays(3652);
  static final Duration LEAF_LIFE = Duration.ofDays(90);

  /// Clocks of nodes differ: certificates begin a little in the past.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 127;

  private final SecureRandom random;

  Authority(SecureRandom random) {
    this.random = random;
  }

  /// Returns a new root.
  Identity root(Instant now) {
    try {
      KeyPair keys = newKeys();
      X500Name name = new X500Name("CN=alphazero-ca-" + serial().toString(36));
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  name,
                  serial(),
                  Date.from(now.minus(SKEW)),
                  Date.from(now.plus(ROOT_LIFE)),
                  name,
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new Identity(sign(builder, keys.getPrivate()), Pem.key(keys.getPrivate()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK must have P-256", e);
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension must be encodable", e);
    }
  }

  /// Returns a leaf that proves a role to servers and to clients.
  ///
  /// @throws GeneralSecurityException if the root cannot be read
  Identity leaf(Identity root, String role, CertificateNames names, Instant now)
      throws GeneralSecurityException {
    X509Certificate issuer = Pem.readCertificate(root.certificate());
    KeyPair keys = newKeys();
    GeneralName[] alternatives =
        Stream.concat(
                names.dns().stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                Stream.of(new GeneralName(GeneralName.uniformResourceIdentifier, names.uri())))
            .toArray(GeneralName[]::new);
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  issuer.getSubjectX500Principal(),
                  serial(),
                  Date.from(now.minus(SKEW)),
                  Date.from(now.plus(LEAF_LIFE)),
                  new X500Principal("CN=" + role),
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }))
              .addExtension(
                  Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
      return new Identity(sign(builder, Pem.readKey(root.key())), Pem.key(keys.getPrivate()));
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension must be encodable", e);
    }
  }

  /// Returns when a certificate was issued.
  static Instant issuedAt(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant().plus(SKEW);
  }

  private String sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return Pem.certificate(
          builder
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA").setSecureRandom(random).build(key))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException("a certificate must be signable", e);
    }
  }

  private KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }
}
