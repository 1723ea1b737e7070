package dev.alphazero.worker.planes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// One number for the description of a layout of bytes: what has another number is laid out
/// otherwise.
public final class LayoutHash {
  private LayoutHash() {}

  /// Returns the first eight bytes, big-endian, of the SHA-256 of the text in UTF-8.
  public static long of(String description) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(description.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
