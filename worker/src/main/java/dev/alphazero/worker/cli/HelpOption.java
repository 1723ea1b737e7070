package dev.alphazero.worker.cli;

import picocli.CommandLine.Option;

/// The option `--help` of every command.
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean wanted;
}
