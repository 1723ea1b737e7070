package dev.alphazero.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {
  private static final Identity ROOT =
      new Authority(new SecureRandom()).root(Instant.parse("2026-01-01T00:00:00Z"));

  /// A Secret of before is the same when it is written again.
  @Test
  void aTextHasLinesOf64CharactersAndEndsWithOne() throws GeneralSecurityException {
    assertThat(ROOT.certificate())
        .isEqualTo(lines("CERTIFICATE", Pem.readCertificate(ROOT.certificate()).getEncoded()));
    assertThat(ROOT.key()).isEqualTo(lines("PRIVATE KEY", Pem.readKey(ROOT.key()).getEncoded()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key",
        "-----BEGIN PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n",
        "-----BEGIN PRIVATE KEY-----\nMI!B\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n",
        "-----BEGIN CERTIFICATE-----\nMI!B\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
      })
  void aDamagedTextIsNeither(String text) {
    assertThatThrownBy(() -> Pem.readKey(text)).isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> Pem.readCertificate(text))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aDamagedCertificateLeavesTheOthers() {
    String bundle =
        "-----BEGIN CERTIFICATE-----\nMI!B\n-----END CERTIFICATE-----\n" + ROOT.certificate();
    assertThat(CertificateChecks.authorities(bundle, Instant.parse("2026-02-01T00:00:00Z")))
        .containsExactly(ROOT.certificate());
  }

  private static String lines(String type, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(
            type,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der));
  }
}
