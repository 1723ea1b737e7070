package dev.alphazero.operator.tls;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Certificates and keys as text.
final class Pem {
  private static final int LINE = 64;
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
    String base64 =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }

  private static byte[] read(String type, String pem) throws GeneralSecurityException {
    String begin = "-----BEGIN " + type + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END " + type + "-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException("a PEM text must hold a " + type);
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a PEM text must be Base64", e);
    }
  }
}
