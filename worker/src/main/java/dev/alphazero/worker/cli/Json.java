package dev.alphazero.worker.cli;

import dev.alphazero.worker.role.JsonFiles;
import picocli.CommandLine.Model.CommandSpec;

/// Prints a command's one JSON document.
final class Json {
  private Json() {}

  static void print(CommandSpec spec, Object document) {
    spec.commandLine().getOut().println(JsonFiles.text(document));
    spec.commandLine().getOut().flush();
  }
}
