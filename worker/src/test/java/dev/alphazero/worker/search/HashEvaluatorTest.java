package dev.alphazero.worker.search;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HashEvaluatorTest {
  /// Positions of 11 bytes that differ in one bit each, and the empty one twice.
  @Test
  void equalPositionsAndOnlyThoseAreEvaluatedAlike() {
    int bits = 11 * 8;
    try (LeafBatch batch = new LeafBatch(bits + 2, 11, 3)) {
      for (int leaf = 0; leaf < bits + 2; leaf++) {
        batch.add();
        if (leaf < bits) {
          batch.planes().set(JAVA_BYTE, leaf * 11L + leaf / 8, (byte) (1 << leaf % 8));
        }
      }
      new HashEvaluator().evaluate(batch);
      Set<Float> values = new HashSet<>();
      Set<Float> logits = new HashSet<>();
      for (int leaf = 0; leaf < bits + 2; leaf++) {
        values.add(batch.value(leaf));
        assertThat(batch.value(leaf)).isBetween(-1f, 1f);
        for (int a = 0; a < 3; a++) {
          logits.add(batch.policyLogit(leaf, a));
          assertThat(batch.policyLogit(leaf, a)).isBetween(-2f, 2f);
        }
      }
      assertThat(values).hasSize(bits + 1);
      assertThat(logits).hasSize(3 * (bits + 1));
    }
  }
}
