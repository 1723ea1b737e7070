package dev.alphazero.worker.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

final class TrainBatchTest {
  private static final NetworkSpec SPEC = NetworkFixtures.BOARD;

  @Test
  void aSliceLiesOnTheMemoryOfItsBatch() {
    try (Arena arena = Arena.ofConfined()) {
      TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 10, 1);
      TrainBatch slice = batch.slice(3, 5);
      assertThat(slice.n()).isEqualTo(5);
      assertThat(slice.planes())
          .isEqualTo(batch.planes().asSlice(3L * SPEC.inputs() * 4, 5L * SPEC.inputs() * 4));
      assertThat(slice.policy())
          .isEqualTo(batch.policy().asSlice(3L * SPEC.actions() * 4, 5L * SPEC.actions() * 4));
      assertThat(slice.legal())
          .isEqualTo(batch.legal().asSlice(3L * SPEC.actions() * 4, 5L * SPEC.actions() * 4));
      assertThat(slice.values()).isEqualTo(batch.values().asSlice(12, 20));
      assertThat(slice.valueWeights()).isEqualTo(batch.valueWeights().asSlice(12, 20));
      batch.values().setAtIndex(JAVA_FLOAT, 3, 0.25f);
      assertThat(slice.values().getAtIndex(JAVA_FLOAT, 0)).isEqualTo(0.25f);
    }
  }

  @Test
  void aSliceLiesInsideItsBatch() {
    try (Arena arena = Arena.ofConfined()) {
      TrainBatch batch = TrainBatch.allocate(arena, SPEC, 10);
      for (int[] wrong : new int[][] {{-1, 2}, {0, 0}, {8, 3}}) {
        assertThatThrownBy(() -> batch.slice(wrong[0], wrong[1]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("from=%d, rows=%d, n=10".formatted(wrong[0], wrong[1]));
      }
    }
  }
}
