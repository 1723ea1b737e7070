package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.part.Workload;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.run.Versions;
import java.util.List;

/// A report with made-up figures, of a machine that nobody has.
final class ReportFixture {
  static final Machine IDLE = machine(0.25);

  static final Options OPTIONS =
      new Options(
          DjlEngine.CPU,
          List.of(PartName.TREE, PartName.SEARCH),
          null,
          null,
          3,
          1.5,
          null,
          Precision.FP32,
          null);

  static final Report REPORT =
      Report.of(
          IDLE,
          OPTIONS,
          List.of(
              tree("java connect-four 1 x 1 x 100", 1, 2_000_000),
              tree("java connect-four 1 x 32 x 100", 32, 1_500_000),
              search()),
          List.of(new Skipped(PartName.TREE, "backend native", "it is not in this build", false)));

  private ReportFixture() {}

  static Machine machine(double otherWorkPercent) {
    return new Machine(
        "2 cores (Abacus 9), 4,096 MiB, no GPU",
        "Abacus 9",
        List.of("avx2", "avx512_bf16"),
        2,
        List.of(),
        0.5,
        otherWorkPercent,
        new Versions("1", "25", "0.33", "2.7.1"));
  }

  static Row tree(String name, int games, double simulations) {
    return new Row(
        PartName.TREE,
        name,
        Conditions.withoutNetwork("connect-four", games, 100, games, 1, "java"),
        Figure.of(
            List.of(
                treeTurn(0.9 * simulations), treeTurn(simulations), treeTurn(1.1 * simulations))),
        "");
  }

  private static Sample treeTurn(double simulations) {
    return new Sample()
        .put(Measure.SIMULATIONS_PER_SECOND, simulations)
        .put(Measure.NANOS_PER_SIMULATION, 1e9 / simulations)
        .put(Measure.SEARCHES_PER_SECOND, simulations / 100)
        .put(Measure.OWN_PROCESSOR, 50);
  }

  private static Row search() {
    return new Row(
        PartName.SEARCH,
        "32 games",
        Workload.conditions(DjlEngine.CPU, Precision.FP32, 16, 2).searching(32, 100, "java"),
        Figure.of(List.of(searchTurn(9000), searchTurn(9900), searchTurn(9450))),
        "limit: the bare network, in batches of 16");
  }

  private static Sample searchTurn(double positions) {
    return new Sample()
        .put(Measure.SIMULATIONS_PER_SECOND, positions / 1.01)
        .put(Measure.POSITIONS_PER_SECOND, positions)
        .put(Measure.LIMIT_PER_SECOND, 10_000)
        .put(Measure.SHARE_OF_LIMIT, positions / 100)
        .put(Measure.LATENCY_P99, 3.456)
        .put(Measure.OTHER_WORK, Double.NaN);
  }
}
