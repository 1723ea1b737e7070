package dev.alphazero.worker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EpisodeKeysTest {
  @Test
  void agreesWithASetInAnyOrder() {
    for (int seed = 0; seed < 20; seed++) {
      CounterRandom random = CounterRandom.of(seed, 0, 0, Purpose.TEST);
      EpisodeKeys keys = new EpisodeKeys();
      Set<Long> expected = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        long generation = random.nextInt(2);
        long index = random.nextInt(100);
        assertThat(keys.contains(generation, index))
            .isEqualTo(expected.contains(generation * 100 + index));
        assertThat(keys.add(generation, index)).isEqualTo(expected.add(generation * 100 + index));
      }
      for (long key = 0; key < 200; key++) {
        assertThat(keys.contains(key / 100, key % 100)).isEqualTo(expected.contains(key));
      }
    }
  }
}
