package dev.alphazero.worker.cli;

/// How a command prints its figures.
enum Format {
  /// For people, on standard output.
  TABLE,
  /// One JSON document on standard output, everything else on standard error.
  JSON
}
