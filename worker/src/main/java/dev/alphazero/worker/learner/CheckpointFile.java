package dev.alphazero.worker.learner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.worker.network.TrainState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The bytes of a checkpoint. Little-endian; J bytes of header, S weights, P learned parameters.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic `AZCHECKP` |
/// | 8 | 4 | format version |
/// | 12 | 4 | J |
/// | 16 | 4 | S |
/// | 20 | 4 | P |
/// | 24 | J | `CheckpointHeader` as JSON, UTF-8 |
/// | 24 + J | 4·S | `weights` |
/// | … | 4·S | `average` |
/// | … | 4·P | `firstMoments` |
/// | … | 4·P | `secondMoments` |
/// | … | 32 | SHA-256 of the bytes before |
final class CheckpointFile {
  static final int VERSION = 1;

  private static final byte[] MAGIC = "AZCHECKP".getBytes(StandardCharsets.US_ASCII);
  private static final int FIXED_BYTES = 24;
  private static final int DIGEST_BYTES = 32;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private CheckpointFile() {}

  /// Returns the file's bytes in parts.
  static ByteBuffer[] encode(Checkpoint checkpoint) {
    TrainState state = checkpoint.state();
    byte[] json = json(checkpoint.header());
    ByteBuffer head =
        ByteBuffer.allocate(FIXED_BYTES + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .putInt(VERSION)
            .putInt(json.length)
            .putInt(state.weights().length)
            .putInt(state.firstMoments().length)
            .put(json)
            .flip();
    ByteBuffer[] parts = {
      head,
      floats(state.weights()),
      floats(state.average()),
      floats(state.firstMoments()),
      floats(state.secondMoments()),
      ByteBuffer.allocate(0)
    };
    MessageDigest digest = sha256();
    for (ByteBuffer part : parts) {
      digest.update(part.duplicate());
    }
    parts[parts.length - 1] = ByteBuffer.wrap(digest.digest());
    return parts;
  }

  /// Reads and verifies a file.
  ///
  /// @throws IllegalArgumentException if it is no undamaged checkpoint; the message says why
  static Checkpoint read(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return decode(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    }
  }

  private static Checkpoint decode(MemorySegment file) throws IOException {
    check(file.byteSize() >= FIXED_BYTES + DIGEST_BYTES, "it is too short");
    check(
        file.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) == -1,
        "it does not begin with AZCHECKP");
    int version = file.get(INT, 8);
    check(
        version == VERSION,
        "its format version is " + version + ", the only one known here is " + VERSION);
    int json = file.get(INT, 12);
    int weights = file.get(INT, 16);
    int parameters = file.get(INT, 20);
    check(
        json >= 0
            && weights >= 0
            && parameters >= 0
            && file.byteSize()
                == FIXED_BYTES + json + 8L * weights + 8L * parameters + DIGEST_BYTES,
        "its length is not what its beginning says");
    long digestAt = file.byteSize() - DIGEST_BYTES;
    byte[] digest = file.asSlice(digestAt).toArray(ValueLayout.JAVA_BYTE);
    check(MessageDigest.isEqual(digest, sha256(file.asSlice(0, digestAt))), "its SHA-256 differs");

    CheckpointHeader header =
        JSON.readValue(
            file.asSlice(FIXED_BYTES, json).toArray(ValueLayout.JAVA_BYTE), CheckpointHeader.class);
    long at = FIXED_BYTES + json;
    float[] trained = floats(file, at, weights);
    float[] average = floats(file, at + 4L * weights, weights);
    float[] first = floats(file, at + 8L * weights, parameters);
    float[] second = floats(file, at + 8L * weights + 4L * parameters, parameters);
    TrainState state = new TrainState(header.progress().step(), trained, average, first, second);
    state.requireFits(header.run().network());
    String bad = state.notFinite();
    check(bad == null, "its numbers must be finite, %s; the training had diverged".formatted(bad));
    return new Checkpoint(header, state);
  }

  private static byte[] json(CheckpointHeader header) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(header);
    } catch (JsonProcessingException e) {
      throw new AssertionError("records of numbers and text can be written as JSON", e);
    }
  }

  private static ByteBuffer floats(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, numbers.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes;
  }

  private static float[] floats(MemorySegment file, long at, int count) {
    float[] numbers = new float[count];
    MemorySegment.copy(file, FLOAT, at, numbers, 0, count);
    return numbers;
  }

  private static byte[] sha256(MemorySegment bytes) {
    MessageDigest digest = sha256();
    long most = 1 << 30;
    for (long at = 0; at < bytes.byteSize(); at += most) {
      digest.update(bytes.asSlice(at, Math.min(most, bytes.byteSize() - at)).asByteBuffer());
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void check(boolean holds, String found) {
    if (!holds) {
      throw new IllegalArgumentException(found);
    }
  }
}
