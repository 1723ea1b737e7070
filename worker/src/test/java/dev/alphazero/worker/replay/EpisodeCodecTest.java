package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.planes.PlaneLayout;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EpisodeCodecTest {
  private final EpisodeCodec codec = new EpisodeCodec(TestEpisodes.LAYOUT);

  @Test
  void whatIsEncodedIsDecoded() {
    for (Episode episode : TestEpisodes.range(0, 500)) {
      byte[] bytes = encode(episode);
      assertThat(bytes).hasSize(codec.encodedBytes(episode));
      assertThat(codec.decode(ByteBuffer.wrap(bytes))).isEqualTo(episode);
    }
  }

  @Test
  void aCutEpisodeIsRefusedWhereverItIsCut() {
    byte[] bytes = encode(TestEpisodes.episode(0, 3));
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(0, bytes);
    assertThatThrownBy(() -> codec.decode(longer)).hasMessageContaining("bytes after the fixed");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 'episode format version must be 1, found 2'",
    "2, 16, 'flags must be known, found 16'",
    "3, 2, 'outcome must be -1, 0 or 1, outcome=2'",
    "4, 1, 'rowBytes must be 42, found 1'",
    "15, -1, 'generation must not be negative'",
    "43, -1, 'bytes after the fixed part'",
    "44, 100, 'openingPlies must be in [0, plies], openingPlies=100'",
    "51, -1, 'bytes after the fixed part'",
    "52, 9, 'an action must be below 9, found 9'",
    "-1, 0, ''",
    "-7, 64, 'a value target must be in [-1, 1], value='",
    "-3, 64, 'a value weight must be in [0, 1], weight='",
  })
  void aByteThatBreaksARuleIsNamed(int at, byte value, String message) {
    byte[] bytes = encode(TestEpisodes.episode(0, 3));
    bytes[at < 0 ? bytes.length + at : at] = value;
    if (message.isEmpty()) {
      assertThat(codec.decode(ByteBuffer.wrap(bytes)).samples()).isPositive();
    } else {
      assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void aShareOfAnIllegalActionIsRefused() {
    Episode episode = TestEpisodes.episode(0, 3);
    byte[] bytes = encode(episode);
    int mask = 52 + 2 * episode.plies() + TestEpisodes.LAYOUT.planes().bytes();
    bytes[mask] = 0;
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)))
        .hasMessage("an illegal action must have policy share 0, action=2, sample=0");
  }

  @Test
  void rowsOfAnotherLayoutAreNotEncoded() {
    PlaneLayout planes = TestEpisodes.LAYOUT.planes();
    EpisodeCodec other = new EpisodeCodec(new SampleLayout(planes, 10));
    Episode episode = TestEpisodes.episode(0, 3);
    assertThatThrownBy(() -> other.encode(episode, ByteBuffer.allocate(10_000)))
        .hasMessageContaining("rows must have samples * 44 bytes");
  }

  private byte[] encode(Episode episode) {
    ByteBuffer buffer = ByteBuffer.allocate(codec.encodedBytes(episode));
    codec.encode(episode, buffer);
    return buffer.array();
  }
}
