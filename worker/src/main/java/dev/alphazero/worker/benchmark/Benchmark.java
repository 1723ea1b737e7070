package dev.alphazero.worker.benchmark;

import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.part.InferencePart;
import dev.alphazero.worker.benchmark.part.SearchPart;
import dev.alphazero.worker.benchmark.part.SelfPlayPart;
import dev.alphazero.worker.benchmark.part.TrainPart;
import dev.alphazero.worker.benchmark.part.TreePart;
import dev.alphazero.worker.benchmark.report.Outcome;
import dev.alphazero.worker.benchmark.report.Report;
import dev.alphazero.worker.benchmark.report.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures one part after the other.
public final class Benchmark {
  private Benchmark() {}

  /// Runs the parts that the options name. A part that fails is left out of the rows, with the
  /// reason.
  ///
  /// @param progress hears what is measured now
  public static Report run(Machine machine, Options options, Consumer<String> progress)
      throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (PartName part : options.parts()) {
      try {
        outcomes.add(measure(part, options, progress));
      } catch (RuntimeException | LinkageError e) {
        outcomes.add(
            new Outcome(
                List.of(), List.of(new Skipped(part, "the whole part", String.valueOf(e)))));
      }
    }
    return Report.of(machine, options, outcomes);
  }

  private static Outcome measure(PartName part, Options options, Consumer<String> progress)
      throws InterruptedException {
    return switch (part) {
      case TREE -> new TreePart(options, progress).measure();
      case SEARCH -> new SearchPart(options, progress).measure();
      case SELFPLAY -> new SelfPlayPart(options, progress).measure();
      case INFERENCE -> new InferencePart(options, progress).measure();
      case TRAIN -> new TrainPart(options, progress).measure();
    };
  }
}
