package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Machine;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.measure.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// A report for people: a block per part, a column per case, a line per condition and measure.
public final class ReportTable {
  /// More cases stand in a block of their own, below: a terminal is not wider.
  private static final int CASES_SIDE_BY_SIDE = 4;

  /// From here on a part has a line per case instead of blocks, its conditions being in the names.
  private static final int CASES_IN_LINES = 9;

  private static final String GAP = "  ";

  private ReportTable() {}

  /// A line's name and what it says of each case.
  private record Line(String name, Function<Row, String> cell) {}

  private static final List<Line> CONDITIONS =
      List.of(
          condition("network", Conditions::network),
          condition(
              "MMAC", of -> of.mmac() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", of.mmac())),
          condition(
              "parameters",
              of ->
                  of.parameters() == 0 ? "-" : String.format(Locale.ROOT, "%,d", of.parameters())),
          condition("precision", Conditions::precision),
          condition("cache / dedupe", of -> of.cache() + " / " + of.dedupe()),
          condition("games in flight", of -> count(of.games())),
          condition("simulations", of -> count(of.simulations())),
          condition("batch x threads", of -> of.batch() + " x " + of.threads()),
          condition("device", Conditions::device),
          condition("backend", Conditions::backend));

  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    Machine machine = report.machine();
    lines.add("machine: " + machine.text());
    machine.gpus().forEach(gpu -> lines.add("GPU: " + gpu));
    lines.add("instruction sets: " + String.join(" ", machine.instructionSets()));
    lines.add("before the benchmark: " + machine.load());
    lines.add(
        "median of %d turns of %s s, ± half the range; the limit takes turns with the work"
            .formatted(report.options().repetitions(), report.options().seconds()));
    Options.Sizes sizes = report.options().sizes();
    if (sizes != null) {
      lines.add("sizes of profile " + sizes.profile());
    }
    for (PartName part : report.options().parts()) {
      addPart(lines, report, part);
    }
    report.warnings().forEach(warning -> lines.add("WARNING: " + warning));
    return lines;
  }

  private static void addPart(List<String> lines, Report report, PartName part) {
    lines.add("");
    lines.add("%s: %s".formatted(part.id(), part.workload()));
    List<Row> rows = report.rows().stream().filter(row -> row.part() == part).toList();
    if (rows.size() >= CASES_IN_LINES) {
      addLines(lines, rows);
    } else {
      addBlocks(lines, rows);
    }
    rows.stream()
        .filter(row -> !row.note().isEmpty())
        .forEach(row -> lines.add("  %s: %s".formatted(row.name(), row.note())));
    report.skipped().stream()
        .filter(skipped -> skipped.part() == part)
        .forEach(each -> lines.add("  not measured: %s: %s".formatted(each.what(), each.reason())));
    List<Published> published =
        report.published().stream().filter(each -> each.part() == part).toList();
    if (!published.isEmpty()) {
      lines.add("  published, each on another machine:");
      published.forEach(each -> lines.add("    " + each.text()));
    }
  }

  private static void addLines(List<String> lines, List<Row> rows) {
    List<Measure> measures = measures(rows);
    List<List<String>> cells = new ArrayList<>();
    cells.add(Stream.concat(Stream.of(""), measures.stream().map(Measure::label)).toList());
    for (Row row : rows) {
      cells.add(
          Stream.concat(
                  Stream.of(row.name()),
                  measures.stream().map(measure -> line(measure).cell().apply(row)))
              .toList());
    }
    lines.addAll(aligned(cells));
  }

  private static void addBlocks(List<String> lines, List<Row> rows) {
    for (int from = 0; from < rows.size(); from += CASES_SIDE_BY_SIDE) {
      addBlock(lines, rows.subList(from, Math.min(rows.size(), from + CASES_SIDE_BY_SIDE)));
    }
  }

  private static List<Measure> measures(List<Row> rows) {
    return Arrays.stream(Measure.values())
        .filter(measure -> rows.stream().anyMatch(row -> row.find(measure).isPresent()))
        .toList();
  }

  private static void addBlock(List<String> lines, List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(cells(new Line("", Row::name), rows));
    CONDITIONS.forEach(line -> cells.add(cells(line, rows)));
    measures(rows).forEach(measure -> cells.add(cells(line(measure), rows)));
    lines.addAll(aligned(cells));
  }

  private static List<String> cells(Line line, List<Row> rows) {
    return Stream.concat(Stream.of(line.name()), rows.stream().map(line.cell())).toList();
  }

  private static Line condition(String name, Function<Conditions, String> of) {
    return new Line(name, row -> of.apply(row.conditions()));
  }

  private static Line line(Measure measure) {
    return new Line(measure.label(), row -> row.find(measure).map(ReportTable::text).orElse("-"));
  }

  /// Returns for example `12,345 ±2.1%`.
  static String text(Figure figure) {
    Spread spread = figure.spread();
    String median = figure.measure().text(spread.median());
    return figure.measure().showsSpread()
        ? String.format(Locale.ROOT, "%s ±%.1f%%", median, spread.plusMinusPercent())
        : median;
  }

  private static String count(int number) {
    return number == 0 ? "-" : String.format(Locale.ROOT, "%,d", number);
  }

  /// Returns the lines with the first column to the left and the others to the right.
  private static List<String> aligned(List<List<String>> cells) {
    int columns = cells.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : cells) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return cells.stream().map(line -> aligned(line, widths)).toList();
  }

  private static String aligned(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder(GAP);
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - line.get(i).length());
      text.append(i == 0 ? line.get(i) + padding : GAP + padding + line.get(i));
    }
    return text.toString().stripTrailing();
  }
}
