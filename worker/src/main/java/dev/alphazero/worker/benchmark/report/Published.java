package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.PartName;
import java.util.List;

/// A figure of another program on another machine, to be read beside ours. It is no comparison:
/// that takes both on one machine.
///
/// @param what program and conditions
/// @param machine what it ran on
/// @param from the smallest figure that was given
/// @param to the largest
public record Published(
    PartName part, String what, String machine, Measure measure, double from, double to) {
  private static final String LAPTOP = "RTX 5080 laptop GPU";
  private static final String TWO_CORES = "two cores with AVX-512";

  /// Returns the figures that are kept beside the workloads.
  static List<Published> all() {
    return List.of(
        laptop(PartName.SEARCH, "8 games x 100", Measure.SEARCHES_PER_SECOND, 49.9),
        laptop(PartName.SEARCH, "16 games x 100", Measure.SEARCHES_PER_SECOND, 89.4),
        laptop(PartName.SEARCH, "32 games x 100", Measure.SEARCHES_PER_SECOND, 148.3),
        laptop(PartName.SEARCH, "32 games x 100", Measure.SIMULATIONS_PER_SECOND, 14_830),
        laptop(PartName.SEARCH, "32 games x 200", Measure.SEARCHES_PER_SECOND, 73.4),
        new Published(
            PartName.SEARCH,
            "its successor in Rust, 10x192, 800 simulations",
            LAPTOP,
            Measure.SIMULATIONS_PER_SECOND,
            114_000,
            135_000),
        new Published(
            PartName.SELFPLAY, "16 games x 100", LAPTOP, Measure.GAMES_PER_HOUR, 1800, 3600),
        laptop(PartName.TRAIN, "batch 1024, BF16", Measure.SAMPLES_PER_SECOND, 8466),
        cpu(PartName.TRAIN, "PyTorch, batch 1024, FP32", Measure.SAMPLES_PER_SECOND, 2900),
        cpu(PartName.TRAIN, "PyTorch, batch 1024, BF16", Measure.SAMPLES_PER_SECOND, 2300),
        eager("FP32", 32, 6900),
        eager("FP32", 128, 7700),
        eager("FP32", 512, 6600),
        eager("FP32", 2048, 7100),
        eager("BF16", 32, 5400),
        eager("BF16", 128, 8200),
        eager("BF16", 512, 8700),
        eager("BF16", 2048, 7900),
        chess(128, 45_700),
        chess(256, 73_100),
        chess(512, 106_700),
        chess(1024, 124_900),
        cpu(
            PartName.TREE,
            "mctx, 100 simulations, batch 32",
            Measure.SIMULATIONS_PER_SECOND,
            92_000),
        cpu(
            PartName.TREE,
            "mctx, 100 simulations, batch 256",
            Measure.SIMULATIONS_PER_SECOND,
            67_000),
        new Published(
            PartName.TREE,
            "OpenSpiel C++, 800 simulations, random playouts",
            "one core with AVX-512",
            Measure.SIMULATIONS_PER_SECOND,
            110_000,
            110_000));
  }

  private static Published laptop(PartName part, String what, Measure measure, double figure) {
    return new Published(part, what, LAPTOP, measure, figure, figure);
  }

  private static Published cpu(PartName part, String what, Measure measure, double figure) {
    return new Published(part, what, TWO_CORES, measure, figure, figure);
  }

  private static Published eager(String precision, int batch, double figure) {
    return cpu(
        PartName.INFERENCE,
        "PyTorch eager, %s, batch %d".formatted(precision, batch),
        Measure.POSITIONS_PER_SECOND,
        figure);
  }

  private static Published chess(int batch, double figure) {
    return new Published(
        PartName.INFERENCE,
        "chess 15x192, batch " + batch,
        "A100",
        Measure.POSITIONS_PER_SECOND,
        figure,
        figure);
  }

  /// Returns for example `148 searches/s: 32 games x 100, RTX 5080 laptop GPU`.
  String text() {
    String figure =
        from == to
            ? measure.text(from)
            : "%s to %s".formatted(measure.text(from), measure.text(to));
    return "%s %s: %s; %s".formatted(figure, measure.label(), what, machine);
  }
}
