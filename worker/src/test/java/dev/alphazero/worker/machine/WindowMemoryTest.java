package dev.alphazero.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.replay.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowMemoryTest {
  private static final long MIB = 1 << 20;

  /// Othello's samples in pods and on a laptop, up to 100,000,000 of them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # memory MiB | heap MiB | row bytes | first step | samples at most
          4096         | 1638     | 160       | 8192       | 8054374
          65536        | 26214    | 160       | 8192       | 100000000
          24576        | 6144     | 160       | 8192       | 60397977
          # a heap as large as the machine
          4096         | 4096     | 160       | 8192       | 3355443
          # however little there is, a first step must be possible
          64           | 32       | 160       | 131072     | 131072
          """)
  void theWindowTakesHalfOfWhatTheHeapLeaves(
      long memory, long heap, int rowBytes, long firstStep, int samples) {
    WindowMemory limit = new WindowMemory(rowBytes, memory * MIB, heap * MIB);
    assertThat(limit.bound(new WindowSize(131_072, 100_000_000), firstStep))
        .isEqualTo(new WindowSize(131_072, samples));
  }

  @Test
  void itSaysWhatWasBounded() {
    WindowMemory limit = new WindowMemory(160, 4096 * MIB, 1638 * MIB);
    WindowSize wanted = new WindowSize(131_072, 100_000_000);
    assertThat(limit.text(limit.bound(wanted, 1), wanted))
        .isEqualTo(
            "replay window: at most 8,054,374 samples of 160 bytes, 1.2 GiB; learner.replay.maxSamples is"
                + " 100,000,000, for which 14.9 GiB would be needed. The memory here is 4.0 GiB, of which"
                + " the heap may take 1.6 GiB.");
  }
}
