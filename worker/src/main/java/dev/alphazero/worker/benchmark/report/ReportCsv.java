package dev.alphazero.worker.benchmark.report;

import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report as comma-separated values (RFC 4180), a row per figure. Published figures are among
/// them; their device says that it is another machine's.
public final class ReportCsv {
  private static final String HEADER =
      "part,case,game,network,mmac,parameters,precision,cache,dedupe,games,simulations,batch,threads,"
          + "device,backend,figure,median,min,max,repetitions";

  private static final int CONDITIONS = 13;
  private static final int DEVICE = 11;

  private ReportCsv() {}

  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    for (Row row : report.rows()) {
      for (Figure figure : row.figures()) {
        lines.add(line(row.part(), row.name(), cells(row.conditions()), figure));
      }
    }
    for (Published published : report.published()) {
      lines.add(line(published));
    }
    return lines;
  }

  private static List<Object> cells(Conditions of) {
    return List.of(
        of.game(),
        of.network(),
        of.mmac(),
        of.parameters(),
        of.precision(),
        of.cache(),
        of.dedupe(),
        of.games(),
        of.simulations(),
        of.batch(),
        of.threads(),
        of.device(),
        of.backend());
  }

  private static String line(PartName part, String name, List<Object> conditions, Figure figure) {
    Spread spread = figure.spread();
    return line(
        Stream.of(
            Stream.<Object>of(part.id(), name),
            conditions.stream(),
            Stream.<Object>of(
                figure.measure().label(),
                spread.median(),
                spread.min(),
                spread.max(),
                spread.repetitions())));
  }

  private static String line(Published published) {
    List<Object> conditions = new ArrayList<>();
    for (int i = 0; i < CONDITIONS; i++) {
      conditions.add(i == DEVICE ? "another machine: " + published.machine() : "");
    }
    return line(
        Stream.of(
            Stream.<Object>of(published.part().id(), "published: " + published.what()),
            conditions.stream(),
            Stream.<Object>of(
                published.measure().label(),
                (published.from() + published.to()) / 2,
                published.from(),
                published.to(),
                "")));
  }

  private static String line(Stream<Stream<Object>> cells) {
    return cells
        .flatMap(each -> each)
        .map(cell -> quoted(cell.toString()))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.contains(",") || cell.contains("\"") || cell.contains("\n")
        ? "\"" + cell.replace("\"", "\"\"") + "\""
        : cell;
  }
}
