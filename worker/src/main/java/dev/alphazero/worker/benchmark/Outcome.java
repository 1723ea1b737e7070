package dev.alphazero.worker.benchmark;

import java.util.List;

/// What a part measured and what it could not.
record Outcome(List<Row> rows, List<Skipped> skipped) {
  static Outcome of(List<Row> rows) {
    return new Outcome(rows, List.of());
  }
}
