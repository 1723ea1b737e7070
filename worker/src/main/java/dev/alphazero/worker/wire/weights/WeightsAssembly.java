package dev.alphazero.worker.wire.weights;

import com.google.protobuf.ByteString;
import dev.alphazero.protocol.v1.WeightsHeader;
import dev.alphazero.protocol.v1.WeightsMessage;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// Puts the messages of one stream together and checks them. Used by one thread.
final class WeightsAssembly {
  /// Thrown when a message breaks a rule of `roles.proto`.
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException(String rule) {
      super(rule);
    }
  }

  private final int floats;
  private long lastVersion;
  private @Nullable WeightsHeader header;
  private float[] flat = new float[0];
  private int read;
  private final MessageDigest digest;

  /// @param floats of the flat vector
  /// @param knownVersion only newer ones are taken
  WeightsAssembly(int floats, long knownVersion) {
    this.floats = floats;
    lastVersion = knownVersion;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }

  /// Takes the next message and returns the weights that it completes, or null.
  @Nullable Weights add(WeightsMessage message) throws BrokenException {
    return switch (message.getKindCase()) {
      case WELCOME -> null;
      case HEADER -> {
        begin(message.getHeader());
        yield null;
      }
      case CHUNK -> append(message.getChunk());
      case KIND_NOT_SET -> throw new BrokenException("a message must have a kind");
    };
  }

  private void begin(WeightsHeader next) throws BrokenException {
    check(header == null, "a version must be complete before the next one begins, floats=", read);
    check(next.getFloats() == floats, "floats must be " + floats + ", floats=", next.getFloats());
    check(
        next.getSha256().size() == 32,
        "sha256 must have 32 bytes, found ",
        next.getSha256().size());
    check(
        next.getVersion() > lastVersion,
        "a version must be newer than " + lastVersion + ", version=",
        next.getVersion());
    header = next;
    flat = new float[floats];
    read = 0;
    digest.reset();
  }

  private @Nullable Weights append(ByteString chunk) throws BrokenException {
    WeightsHeader of = header;
    if (of == null) {
      throw new BrokenException("a header must come before its chunks");
    }
    check(
        chunk.size() > 0
            && chunk.size() % Float.BYTES == 0
            && chunk.size() <= WeightBytes.MOST_CHUNK_BYTES
            && chunk.size() / Float.BYTES <= floats - read,
        "a chunk must have whole floats, at most 1 MiB and no more than are missing, bytes=",
        chunk.size());
    WeightBytes.read(chunk, flat, read);
    digest.update(chunk.asReadOnlyByteBuffer());
    read += chunk.size() / Float.BYTES;
    if (read < floats) {
      return null;
    }
    header = null;
    if (!ByteString.copyFrom(digest.digest()).equals(of.getSha256())) {
      throw new BrokenException("the weights must have the header's checksum");
    }
    for (int i = 0; i < floats; i++) {
      check(Float.isFinite(flat[i]), "weights must be finite, index=", i);
    }
    lastVersion = of.getVersion();
    return new Weights(ModelVersion.ofPacked(lastVersion), flat);
  }

  private static void check(boolean holds, String rule, long value) throws BrokenException {
    if (!holds) {
      throw new BrokenException(rule + value);
    }
  }
}
