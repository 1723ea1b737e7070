package dev.alphazero.operator.freeze;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names by content.
final class Sha256 {
  private static final int SHORT = 8;

  private Sha256() {}

  /// Returns the SHA-256 of a text, in hexadecimal.
  static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }

  /// Returns the first digits, for the name of an object.
  static String shortOf(String text) {
    return of(text).substring(0, SHORT);
  }
}
