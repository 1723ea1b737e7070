package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchLadderTest {
  private final List<String> log = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "1, 512, 8",
    "8, 512, 8",
    "9, 512, 16",
    "16, 512, 16",
    "300, 512, 512",
    "512, 512, 512",
    "1100, 4096, 1536",
    "70, 100, 100",
    "64, 100, 64",
    "250, 100, 100",
    "3, 5, 5",
  })
  void aBatchRunsInTheSmallestSizeThatHoldsIt(int n, int largest, int size) {
    assertThat(BatchLadder.size(n, largest)).isEqualTo(size);
  }

  @Test
  void everyRowIsAnsweredWhateverTheSizes() {
    BatchLadder ladder = new BatchLadder(size -> new Doubler(size, ""), 100, log::add);
    for (int n : new int[] {1, 8, 9, 64, 70, 100, 101, 250}) {
      assertDoubles(ladder, n);
    }
    assertThat(ladder.sizes()).containsExactly(8, 16, 64, 100);
    assertThat(log).isEmpty();
    ladder.close();
  }

  @Test
  void withoutMemoryForALargeBatchItRunsInParts() {
    BatchLadder ladder =
        new BatchLadder(
            size -> {
              if (size > 64) {
                throw new TorchException("CUDA out of memory", true);
              }
              return new Doubler(size, "");
            },
            512,
            log::add);
    assertDoubles(ladder, 500);
    assertDoubles(ladder, 65);
    assertThat(ladder.sizes()).containsExactly(8, 64);
    assertThat(log)
        .containsExactly(
            "WARNING: the device's memory does not suffice for batches of 512; they run in parts of 256 from now on",
            "WARNING: the device's memory does not suffice for batches of 256; they run in parts of 128 from now on",
            "WARNING: the device's memory does not suffice for batches of 128; they run in parts of 64 from now on");
    ladder.close();
  }

  @Test
  void withoutMemoryForTheSmallestOneItFails() {
    BatchLadder ladder =
        new BatchLadder(
            _ -> {
              throw new TorchException("CUDA out of memory", true);
            },
            16,
            log::add);
    assertThatThrownBy(() -> assertDoubles(ladder, 16)).hasMessage("CUDA out of memory");
    ladder.close();
  }

  @Test
  void whatIsSlowerIsSaidOnce() {
    BatchLadder ladder = new BatchLadder(size -> new Doubler(size, "no graph"), 64, log::add);
    assertDoubles(ladder, 8);
    assertDoubles(ladder, 64);
    assertThat(log).containsExactly("WARNING: slower than it could be: no graph");
    ladder.close();
  }

  /// Rows of one number: the first output is its double, the second its square.
  private static void assertDoubles(BatchLadder ladder, int n) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(JAVA_FLOAT, n);
      MemorySegment doubles = arena.allocate(JAVA_FLOAT, n);
      MemorySegment squares = arena.allocate(JAVA_FLOAT, n);
      for (int i = 0; i < n; i++) {
        in.setAtIndex(JAVA_FLOAT, i, i + 1);
      }
      ladder.run(n, in, doubles, squares);
      for (int i = 0; i < n; i++) {
        assertThat(doubles.getAtIndex(JAVA_FLOAT, i)).isEqualTo(2f * (i + 1));
        assertThat(squares.getAtIndex(JAVA_FLOAT, i)).isEqualTo((float) (i + 1) * (i + 1));
      }
    }
  }

  /// Computes in Java what it is asked.
  private static final class Doubler implements BatchLadder.Rung {
    private final Arena arena = Arena.ofConfined();
    private final List<MemorySegment> memory = new ArrayList<>();
    private final int size;
    private final String shortfall;

    Doubler(int size, String shortfall) {
      this.size = size;
      this.shortfall = shortfall;
      for (int i = 0; i < 3; i++) {
        memory.add(arena.allocate(JAVA_FLOAT, size));
      }
    }

    @Override
    public MemorySegment input(int i) {
      return memory.get(i);
    }

    @Override
    public MemorySegment output(int i) {
      return memory.get(1 + i);
    }

    @Override
    public void run() {
      for (int i = 0; i < size; i++) {
        float number = memory.get(0).getAtIndex(JAVA_FLOAT, i);
        memory.get(1).setAtIndex(JAVA_FLOAT, i, 2 * number);
        memory.get(2).setAtIndex(JAVA_FLOAT, i, number * number);
      }
    }

    @Override
    public String shortfall() {
      return shortfall;
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
