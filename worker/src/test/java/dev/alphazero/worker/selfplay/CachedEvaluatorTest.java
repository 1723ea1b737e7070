package dev.alphazero.worker.selfplay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.HashEvaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CachedEvaluatorTest {
  private static final int CAPACITY = 8;
  private static final int PLANE_BYTES = 11;
  private static final int ACTIONS = 3;

  private final Asked asked = new Asked();
  private final LeafBatch batch = new LeafBatch(CAPACITY, PLANE_BYTES, ACTIONS);

  @AfterEach
  void close() {
    batch.close();
  }

  @Test
  void equalLeavesOfABatchAreEvaluatedOnce() {
    try (CachedEvaluator cached = cached(64)) {
      evaluate(cached, 1, 2, 1, 1, 2);
    }
    assertThat(asked.batches).containsExactly(2);
  }

  @Test
  void aPositionIsEvaluatedOnceUntilTheWeightsChange() {
    try (CachedEvaluator cached = cached(64)) {
      evaluate(cached, 1, 2);
      evaluate(cached, 2, 3, 1);
      evaluate(cached, 3, 2, 1);
      assertThat(asked.batches).containsExactly(2, 1);
      asked.version = 1;
      evaluate(cached, 3, 2, 1);
      assertThat(asked.batches).containsExactly(2, 1, 3);
      assertThat(cached.evaluated()).isEqualTo(6);
    }
  }

  /// Inference pods say with an answer which weights it was made with.
  @Test
  void whatWasRememberedIsForgottenWhenAnAnswerComesFromOtherWeights() {
    try (CachedEvaluator cached = cached(64)) {
      evaluate(cached, 1, 2);
      asked.nextVersion = 9;
      evaluate(cached, 3);
      evaluate(cached, 1, 2, 3);
    }
    assertThat(asked.batches).as("3 is of the new weights").containsExactly(2, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "64"})
  void aTableOfAnySizeGivesTheEvaluatorsAnswers(int positions) {
    try (CachedEvaluator cached = cached(positions)) {
      for (int round = 0; round < 50; round++) {
        int first = round * 5;
        evaluate(cached, IntStream.range(0, CAPACITY).map(i -> (first + i * i) % 23).toArray());
      }
    }
  }

  @Test
  void aFailedEvaluationLeavesNothingBehind() {
    try (CachedEvaluator cached = cached(64)) {
      asked.failing = true;
      assertThatThrownBy(() -> evaluate(cached, 1, 2)).isInstanceOf(IllegalStateException.class);
      asked.failing = false;
      evaluate(cached, 2, 1);
    }
    assertThat(asked.batches).containsExactly(2);
  }

  @Test
  void forgettingEvaluatesAnew() {
    try (CachedEvaluator cached = cached(64)) {
      evaluate(cached, 1);
      cached.forget();
      evaluate(cached, 1);
    }
    assertThat(asked.batches).containsExactly(1, 1);
  }

  private CachedEvaluator cached(int positions) {
    return new CachedEvaluator(asked, positions, CAPACITY, PLANE_BYTES, ACTIONS);
  }

  /// Evaluates positions that differ in their last byte, and compares with an evaluator that
  /// remembers nothing.
  private void evaluate(Evaluator evaluator, int... positions) {
    fill(batch, positions);
    evaluator.evaluate(batch);
    try (LeafBatch expected = new LeafBatch(CAPACITY, PLANE_BYTES, ACTIONS)) {
      fill(expected, positions);
      new HashEvaluator().evaluate(expected);
      for (int leaf = 0; leaf < positions.length; leaf++) {
        assertThat(batch.value(leaf)).isEqualTo(expected.value(leaf));
        for (int action = 0; action < ACTIONS; action++) {
          assertThat(batch.policyLogit(leaf, action)).isEqualTo(expected.policyLogit(leaf, action));
        }
      }
    }
  }

  private static void fill(LeafBatch batch, int... positions) {
    batch.clear();
    for (int position : positions) {
      long end = (batch.add() + 1L) * PLANE_BYTES;
      batch.planes().set(ValueLayout.JAVA_BYTE, end - 1, (byte) position);
    }
  }

  /// Says how many positions each batch had.
  private static final class Asked implements Evaluator {
    private final HashEvaluator hash = new HashEvaluator();
    private final List<Integer> batches = new ArrayList<>();
    private boolean failing;
    private long version;
    private long nextVersion;

    @Override
    public void evaluate(LeafBatch batch) {
      if (failing) {
        throw new IllegalStateException("no answer");
      }
      batches.add(batch.size());
      hash.evaluate(batch);
      version = Math.max(version, nextVersion);
    }

    @Override
    public long modelVersion() {
      return version;
    }
  }
}
