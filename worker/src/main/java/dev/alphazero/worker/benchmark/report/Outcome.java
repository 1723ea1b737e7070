package dev.alphazero.worker.benchmark.report;

import java.util.List;

/// What a part measured and what it could not.
public record Outcome(List<Row> rows, List<Skipped> skipped) {
  public static Outcome of(List<Row> rows) {
    return new Outcome(rows, List.of());
  }
}
