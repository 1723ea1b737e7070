package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.run.RunOverview;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Runs as a table, with what is wrong with them below it.
public final class RunsTable {
  private RunsTable() {}

  public static List<String> lines(List<RunOverview> runs, Instant now) {
    Columns columns =
        new Columns(
            "run", "game", "state", ">games", ">steps", "strength", ">on disk", ">last written");
    for (RunOverview run : runs) {
      columns.row(
          run.name(),
          Objects.requireNonNullElse(run.game(), "?"),
          run.state().text(),
          Amounts.count(run.games()),
          Amounts.count(run.steps()),
          Objects.requireNonNullElse(run.strength(), "-"),
          Amounts.bytes(run.bytes()),
          Amounts.ago(Duration.between(Instant.parse(run.lastWritten()), now)));
    }
    List<String> lines = new ArrayList<>(columns.lines(""));
    for (RunOverview run : runs) {
      run.problems().forEach(problem -> lines.add("%s: %s".formatted(run.name(), problem)));
    }
    return lines;
  }
}
