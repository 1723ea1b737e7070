package dev.alphazero.crd.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of texts, for hashes of documents and for names by content.
public final class Sha256 {
  private static final int SHORT = 8;

  private Sha256() {}

  /// Returns the SHA-256 of a text in UTF-8, as 64 hexadecimal digits.
  public static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }

  /// Returns the first eight digits, for the name of an object.
  public static String shortOf(String text) {
    return of(text).substring(0, SHORT);
  }
}
