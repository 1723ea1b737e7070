package dev.alphazero.worker.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.report.Report;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchmarkTest {
  @Test
  void eachRowIsToldAsSoonAsItIsThere() throws InterruptedException {
    List<Integer> rows = new ArrayList<>();
    Report report =
        Benchmark.run(
            machine(), options(1, PartName.TREE), _ -> {}, soFar -> rows.add(soFar.rows().size()));
    assertThat(rows).startsWith(1, 2, 3).endsWith(report.rows().size());
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void aPartThatFailsIsToldAndEndsNoOther() throws InterruptedException {
    Report report =
        Benchmark.run(machine(), options(0, PartName.SEARCH, PartName.SELFPLAY), _ -> {}, _ -> {});
    assertThat(report.rows()).isEmpty();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.skipped())
        .hasSize(2)
        .allSatisfy(
            skipped -> {
              assertThat(skipped.failed()).isTrue();
              assertThat(skipped.what()).isEqualTo("the whole part");
            });
  }

  private static Machine machine() throws InterruptedException {
    return Machine.look("made up", List.of());
  }

  private static Options options(int games, PartName... parts) {
    return new Options(
        DjlEngine.CPU, List.of(parts), games, 1, 1, 0.001, null, Precision.FP32, null);
  }
}
