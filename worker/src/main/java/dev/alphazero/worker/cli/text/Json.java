package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.run.JsonFiles;
import picocli.CommandLine.Model.CommandSpec;

/// Prints a command's one JSON document.
public final class Json {
  private Json() {}

  public static void print(CommandSpec spec, Object document) {
    spec.commandLine().getOut().println(JsonFiles.text(document));
    spec.commandLine().getOut().flush();
  }
}
