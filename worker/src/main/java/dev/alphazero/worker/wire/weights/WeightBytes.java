package dev.alphazero.worker.wire.weights;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Flat weights as little-endian bytes, a part at a time, so that no one holds all of them twice.
final class WeightBytes {
  /// Floats of a chunk: 512 KiB.
  static final int CHUNK_FLOATS = 1 << 17;

  /// Most bytes of a chunk that a client takes.
  static final int MOST_CHUNK_BYTES = 1 << 20;

  private WeightBytes() {}

  /// Returns the chunk that starts at a float and ends `CHUNK_FLOATS` later or at the last one.
  static ByteString chunk(float[] flat, int from) {
    int floats = Math.min(CHUNK_FLOATS, flat.length - from);
    ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(flat, from, floats);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /// Writes a chunk's floats, which must be whole, into `flat` from a float on.
  static void read(ByteString chunk, float[] flat, int from) {
    chunk
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(flat, from, chunk.size() / Float.BYTES);
  }

  /// Returns the SHA-256 of all bytes.
  static ByteString sha256(float[] flat) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int from = 0; from < flat.length; from += CHUNK_FLOATS) {
        digest.update(chunk(flat, from).asReadOnlyByteBuffer());
      }
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }
}
