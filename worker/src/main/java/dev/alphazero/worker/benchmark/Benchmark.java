package dev.alphazero.worker.benchmark;

import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.part.InferencePart;
import dev.alphazero.worker.benchmark.part.SearchPart;
import dev.alphazero.worker.benchmark.part.SelfPlayPart;
import dev.alphazero.worker.benchmark.part.TrainPart;
import dev.alphazero.worker.benchmark.part.TreePart;
import dev.alphazero.worker.benchmark.report.Progress;
import dev.alphazero.worker.benchmark.report.Report;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.benchmark.report.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures one part after the other.
public final class Benchmark implements Progress {
  private final Machine machine;
  private final Options options;
  private final Consumer<String> now;
  private final Consumer<Report> soFar;
  private final List<Row> rows = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  private Benchmark(
      Machine machine, Options options, Consumer<String> now, Consumer<Report> soFar) {
    this.machine = machine;
    this.options = options;
    this.now = now;
    this.soFar = soFar;
  }

  /// Runs the parts that the options name. Of a part that fails the rest is left out, with the
  /// reason.
  ///
  /// @param now receives what is measured now
  /// @param soFar receives what is measured until then, after each row
  public static Report run(
      Machine machine, Options options, Consumer<String> now, Consumer<Report> soFar)
      throws InterruptedException {
    Benchmark benchmark = new Benchmark(machine, options, now, soFar);
    for (PartName part : options.parts()) {
      benchmark.measure(part);
    }
    return benchmark.report();
  }

  private void measure(PartName part) throws InterruptedException {
    int before = rows.size();
    try {
      switch (part) {
        case TREE -> new TreePart(options, this).measure();
        case SEARCH -> new SearchPart(options, this).measure();
        case SELFPLAY -> new SelfPlayPart(options, this).measure();
        case INFERENCE -> new InferencePart(options, this).measure();
        case TRAIN -> new TrainPart(options, this).measure();
      }
    } catch (RuntimeException | LinkageError e) {
      String what = rows.size() == before ? "the whole part" : "the rest of the part";
      skipped(new Skipped(part, what, String.valueOf(e), true));
    }
  }

  private Report report() {
    return Report.of(machine, options, rows, skipped);
  }

  @Override
  public void now(String what) {
    now.accept(what);
  }

  @Override
  public void found(Row row) {
    rows.add(row);
    soFar.accept(report());
  }

  @Override
  public void skipped(Skipped what) {
    skipped.add(what);
    soFar.accept(report());
  }
}
