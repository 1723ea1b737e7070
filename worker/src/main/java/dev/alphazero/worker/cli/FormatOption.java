package dev.alphazero.worker.cli;

import picocli.CommandLine.Option;

/// The option `--format` of commands that report figures.
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table or json; json is one document on standard output (default: table)")
  Format format = Format.TABLE;

  boolean isJson() {
    return format == Format.JSON;
  }
}
