package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchSizesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 512, 1",
    "2, 512, 2",
    "3, 512, 4",
    "300, 512, 512",
    "512, 512, 512",
    "513, 4096, 768",
    "768, 4096, 768",
    "769, 4096, 1024",
    "1100, 4096, 1536",
    "2048, 4096, 2048",
    "3073, 4096, 4096",
    "700, 600, 600",
    "70, 100, 100",
    "64, 100, 64",
    "250, 100, 100",
  })
  void aBatchTakesTheSmallestSizeThatHoldsIt(int n, int largest, int size) {
    assertThat(BatchSizes.holding(n, largest)).isEqualTo(size);
  }

  @Test
  void theLargestIsTheLastSize() {
    assertThat(BatchSizes.upTo(1)).containsExactly(1);
    assertThat(BatchSizes.upTo(24)).containsExactly(1, 2, 4, 8, 16, 24);
    assertThat(BatchSizes.upTo(2048))
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768, 1024, 1536, 2048);
  }

  @Test
  void everyBatchRunsInASizeThatIsPrepared() {
    for (int largest : new int[] {1, 7, 512, 1000, 4096}) {
      for (int n = 1; n <= largest; n++) {
        assertThat(BatchSizes.upTo(largest)).contains(BatchSizes.holding(n, largest));
      }
    }
  }
}
