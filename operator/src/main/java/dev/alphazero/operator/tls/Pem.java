package dev.alphazero.operator.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/// Certificates and keys as text.
final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final Pattern CERTIFICATES =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  private Pem() {}

  static String certificate(byte[] der) {
    return write(CERTIFICATE, der);
  }

  static String key(PrivateKey key) {
    return write(KEY, key.getEncoded());
  }

  /// Returns the certificates of a text one by one, unread.
  static List<String> split(String bundle) {
    return CERTIFICATES.matcher(bundle).results().map(MatchResult::group).toList();
  }

  /// @throws GeneralSecurityException if the text is no certificate
  static X509Certificate readCertificate(String pem) throws GeneralSecurityException {
    InputStream in = new ByteArrayInputStream(read(CERTIFICATE, pem));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
  }

  /// @throws GeneralSecurityException if the text is no elliptic-curve key
  static PrivateKey readKey(String pem) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(read(KEY, pem)));
  }

  private static String write(String type, byte[] der) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, der));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return text.toString();
  }

  /// Returns the first part of a type.
  private static byte[] read(String type, String pem) throws GeneralSecurityException {
    try (PemReader reader = new PemReader(new StringReader(pem))) {
      for (PemObject part = reader.readPemObject(); part != null; part = reader.readPemObject()) {
        if (part.getType().equals(type)) {
          return part.getContent();
        }
      }
    } catch (IOException | DecoderException e) {
      throw new GeneralSecurityException("a PEM text must be Base64", e);
    }
    throw new GeneralSecurityException("a PEM text must hold a " + type);
  }
}
