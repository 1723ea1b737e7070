package dev.alphazero.worker.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Objects;
import picocli.CommandLine;

/// What a command printed and returned.
record Cli(int exitCode, String out, String err) {
  /// Runs a command as `./alphazero ARGS` does.
  static Cli run(String... args) {
    return typing("", args);
  }

  /// Runs a command; `play` reads the given input.
  static Cli typing(String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        AlphaZero.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    PlayCommand play =
        Objects.requireNonNull(commandLine.getSubcommands().get("play")).getCommand();
    play.in = new BufferedReader(new StringReader(input));
    int exitCode = commandLine.execute(args);
    return new Cli(exitCode, out.toString(), err.toString());
  }
}
