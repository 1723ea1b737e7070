package dev.alphazero.worker.benchmark.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Everything that a benchmark found.
///
/// @param formatVersion raised whenever a field changes its meaning or goes
/// @param published figures of other machines
/// @param skipped what could not be measured
/// @param warnings what makes the figures doubtful
public record Report(
    int formatVersion,
    Machine machine,
    Options options,
    List<Row> rows,
    List<Published> published,
    List<Skipped> skipped,
    List<String> warnings) {
  private static final int FORMAT_VERSION = 1;
  private static final int FEWEST_REPETITIONS = 3;

  public static Report of(Machine machine, Options options, List<Row> rows, List<Skipped> skipped) {
    return new Report(
        FORMAT_VERSION,
        machine,
        options,
        List.copyOf(rows),
        Published.all().stream().filter(each -> options.parts().contains(each.part())).toList(),
        List.copyOf(skipped),
        warnings(machine, options, rows));
  }

  /// Returns whether every part gave at least one figure, and none failed.
  @JsonProperty("complete")
  public boolean isComplete() {
    return skipped.stream().noneMatch(Skipped::failed)
        && options.parts().stream().allMatch(part -> rows.stream().anyMatch(r -> r.part() == part));
  }

  private static List<String> warnings(Machine machine, Options options, List<Row> rows) {
    List<String> warnings = new ArrayList<>();
    if (machine.isBusy()) {
      warnings.add(
          "the machine was busy before the benchmark began (%s): only shares of the limit mean something"
              .formatted(machine.load()));
    }
    double others =
        rows.stream()
            .flatMap(row -> row.find(Measure.OTHER_WORK).stream())
            .mapToDouble(figure -> figure.spread().max())
            .max()
            .orElse(0);
    if (others >= Machine.BUSY_PERCENT) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "other programs took up to %.0f %% of the processors while this measured",
              others));
    }
    if (!machine.gpus().isEmpty() && options.engine().pciBusId() == null) {
      warnings.add("a GPU is there and was not used: networks are computed on processors");
    }
    if (options.repetitions() < FEWEST_REPETITIONS) {
      warnings.add(
          "fewer than %d repetitions say little, repetitions=%d"
              .formatted(FEWEST_REPETITIONS, options.repetitions()));
    }
    return warnings;
  }
}
