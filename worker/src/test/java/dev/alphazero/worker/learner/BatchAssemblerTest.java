package dev.alphazero.worker.learner;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.planes.Symmetry;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.replay.TestEpisodes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchAssemblerTest {
  private static final SampleLayout LAYOUT = TestEpisodes.LAYOUT;
  private static final int N = 64;

  private final Arena arena = Arena.ofConfined();
  private final TrainBatch batch = TrainBatch.allocate(arena, TestRuns.SPEC, N);
  private final ReplayWindow window = TestRuns.window();

  @BeforeEach
  void fillWindow() {
    TestEpisodes.range(0, 100).forEach(window::add);
  }

  @AfterEach
  void close() {
    window.close();
    arena.close();
  }

  @Test
  void aRowOfTheBatchIsADrawnSampleTurnedByOneOfTheSymmetries() {
    new BatchAssembler(LAYOUT, TestRuns.SYMMETRIES, 3).assemble(window, 11, batch);
    long[] drawn = new long[N];
    window.draw(3, 11, drawn, N);
    int[] used = new int[2];
    for (int row = 0; row < N; row++) {
      MemorySegment rows = window.rows(drawn[row]);
      long at = window.offset(drawn[row]);
      float[] asIs = expected(rows, at, TestRuns.SYMMETRIES.get(0));
      float[] turned = expected(rows, at, TestRuns.SYMMETRIES.get(1));
      float[] actual = actual(row);
      assertThat(List.of(asIs, turned)).anySatisfy(e -> assertThat(actual).isEqualTo(e));
      used[Arrays.equals(actual, asIs) ? 0 : 1]++;
    }
    // 32 expected each; four standard deviations are 16.
    assertThat(used[0]).isBetween(16, 48);
  }

  @Test
  void theIdentityAloneTurnsNothing() {
    Symmetry identity = TestRuns.SYMMETRIES.getFirst();
    new BatchAssembler(LAYOUT, List.of(identity), 3).assemble(window, 11, batch);
    long[] drawn = new long[N];
    window.draw(3, 11, drawn, N);
    for (int row = 0; row < N; row++) {
      assertThat(actual(row))
          .isEqualTo(expected(window.rows(drawn[row]), window.offset(drawn[row]), identity));
    }
    assertThatThrownBy(() -> new BatchAssembler(LAYOUT, List.of(TestRuns.QUARTER_TURN), 3))
        .hasMessageContaining("the first symmetry must be the identity");
  }

  @Test
  void policySumsToOneOverLegalActions() {
    new BatchAssembler(LAYOUT, TestRuns.SYMMETRIES, 3).assemble(window, 5, batch);
    for (int row = 0; row < N; row++) {
      float sum = 0;
      for (int action = 0; action < 9; action++) {
        float share = batch.policy().getAtIndex(JAVA_FLOAT, row * 9L + action);
        float legal = batch.legal().getAtIndex(JAVA_FLOAT, row * 9L + action);
        assertThat(legal).isIn(0f, 1f);
        assertThat(share * (1 - legal)).isZero();
        sum += share;
      }
      assertThat(sum).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void theSameSeedAndStepGiveTheSameBatch() {
    BatchAssembler assembler = new BatchAssembler(LAYOUT, TestRuns.SYMMETRIES, 3);
    assembler.assemble(window, 5, batch);
    float[] before = actual(7);
    assembler.assemble(window, 6, batch);
    assertThat(actual(7)).isNotEqualTo(before);
    assembler.assemble(window, 5, batch);
    assertThat(actual(7)).isEqualTo(before);
  }

  /// Planes `[3, 3, 3]`, policy `[9]`, legal `[9]`, value and weight of a sample, written out
  /// again.
  private static float[] expected(MemorySegment rows, long at, Symmetry symmetry) {
    float[] planes = new float[27];
    LAYOUT.planes().expand(rows, at, MemorySegment.ofArray(planes), 0);
    float[] out = new float[27 + 9 + 9 + 2];
    for (int plane = 0; plane < 3; plane++) {
      for (int cell = 0; cell < 9; cell++) {
        out[plane * 9 + symmetry.cells()[cell]] = planes[plane * 9 + cell];
      }
    }
    int sum = 0;
    for (int action = 0; action < 9; action++) {
      sum += LAYOUT.share(rows, at, action);
    }
    for (int action = 0; action < 9; action++) {
      out[27 + symmetry.actions()[action]] = (float) LAYOUT.share(rows, at, action) / sum;
      out[36 + symmetry.actions()[action]] = LAYOUT.isLegal(rows, at, action) ? 1 : 0;
    }
    out[45] = LAYOUT.value(rows, at);
    out[46] = LAYOUT.valueWeight(rows, at);
    return out;
  }

  private float[] actual(int row) {
    float[] out = new float[47];
    MemorySegment.copy(batch.planes(), JAVA_FLOAT, row * 27L * 4, out, 0, 27);
    MemorySegment.copy(batch.policy(), JAVA_FLOAT, row * 9L * 4, out, 27, 9);
    MemorySegment.copy(batch.legal(), JAVA_FLOAT, row * 9L * 4, out, 36, 9);
    out[45] = batch.values().getAtIndex(JAVA_FLOAT, row);
    out[46] = batch.valueWeights().getAtIndex(JAVA_FLOAT, row);
    return out;
  }
}
