package dev.alphazero.worker.network.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchLadderTest {
  @ParameterizedTest
  @CsvSource({
    "1, 512, 8",
    "8, 512, 8",
    "9, 512, 16",
    "16, 512, 16",
    "300, 512, 512",
    "512, 512, 512",
    "70, 100, 100",
    "64, 100, 64",
    "250, 100, 100",
    "3, 5, 5",
  })
  void aBatchRunsInTheSmallestSizeThatHoldsIt(int n, int largest, int size) {
    assertThat(BatchLadder.size(n, largest)).isEqualTo(size);
  }
}
