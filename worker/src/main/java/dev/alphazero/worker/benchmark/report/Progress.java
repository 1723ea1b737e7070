package dev.alphazero.worker.benchmark.report;

/// Hears what a benchmark is at and what it has found, on the benchmark's thread.
public interface Progress {
  /// Hears what is measured now.
  void now(String what);

  /// Hears a row as soon as it is there: what comes after it may never end.
  void found(Row row);

  void skipped(Skipped what);
}
