package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The schedules that mctx's own tests state.
final class SequentialHalvingTest {
  @Test
  void exactlyEnoughSimulations() {
    assertThat(SequentialHalving.consideredVisits(8, 24))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6);
  }

  @Test
  void moreSimulations() {
    int[] schedule = SequentialHalving.consideredVisits(8, 47);
    assertThat(schedule).hasSize(47);
    assertThat(Arrays.copyOf(schedule, 24))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5);
    assertThat(Arrays.copyOfRange(schedule, 20, 47))
        .containsExactly(IntStream.range(0, 27).map(i -> 4 + i / 2).toArray());
  }

  @Test
  void fewerSimulations() {
    assertThat(SequentialHalving.consideredVisits(8, 2)).containsExactly(0, 0);
    assertThat(SequentialHalving.consideredVisits(8, 13))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2);
  }

  @Test
  void notAPowerOfTwo() {
    assertThat(SequentialHalving.consideredVisits(7, 24))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8);
  }

  @Test
  void oneAction() {
    assertThat(SequentialHalving.consideredVisits(1, 16))
        .containsExactly(IntStream.range(0, 16).toArray());
  }

  @Test
  void theCacheGivesWhatIsAskedFor() {
    SequentialHalving.Cache cache = new SequentialHalving.Cache(16);
    for (int simulations : new int[] {16, 32, 16, 1}) {
      for (int actions = 1; actions <= 16; actions++) {
        assertThat(cache.consideredVisits(actions, simulations))
            .containsExactly(SequentialHalving.consideredVisits(actions, simulations));
      }
    }
  }
}
