package dev.alphazero.worker.replay;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Encodings with random damage: decoding gives an episode or says what is wrong, nothing else.
final class EpisodeCodecFuzzTest {
  private static final int ROUNDS = 50_000;
  private static final int[] EXTREMES = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 24};

  private final EpisodeCodec codec = new EpisodeCodec(TestEpisodes.LAYOUT);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void damageIsRefusedInWords(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = damaged(random);
      try {
        codec.decode(ByteBuffer.wrap(bytes));
      } catch (IllegalArgumentException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed %d, round %d: %s".formatted(seed, round, Arrays.toString(bytes)), e);
      }
    }
    if (refused < ROUNDS / 2) {
      throw new AssertionError("most damage must be found, refused=" + refused);
    }
  }

  private byte[] damaged(Random random) {
    byte[] bytes = encoded(TestEpisodes.episode(random.nextInt(3), random.nextInt(1000)));
    int changes = 1 + random.nextInt(3);
    for (int change = 0; change < changes && bytes.length > 0; change++) {
      bytes = damaged(bytes, random);
    }
    return bytes;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      }
      case 4 -> {
        int field = Math.min(at & ~3, bytes.length - 4);
        if (field >= 0) {
          ByteBuffer.wrap(bytes).putInt(field, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      default -> {
        byte[] noise = new byte[random.nextInt(bytes.length + 1)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, 0, noise.length);
      }
    }
    return bytes;
  }

  private byte[] encoded(Episode episode) {
    ByteBuffer buffer = ByteBuffer.allocate(codec.encodedBytes(episode));
    codec.encode(episode, buffer);
    return buffer.array();
  }
}
