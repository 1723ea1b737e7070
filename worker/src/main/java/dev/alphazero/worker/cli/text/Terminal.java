package dev.alphazero.worker.cli.text;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/// What is known of the terminal.
public final class Terminal {
  /// Moves to the start of the line and erases it.
  static final String ERASE_LINE = "\r\u001b[2K";

  private static final int DEFAULT_COLUMNS = 80;

  private Terminal() {}

  /// Returns the beginning of a text that fits one line: a longer one would wrap and could not be
  /// erased. The launcher says in `COLUMNS` how wide the terminal is.
  static String fitting(String text) {
    return fitting(text, System.getenv("COLUMNS"));
  }

  static String fitting(String text, @Nullable String columns) {
    int width =
        columns != null && columns.matches("[1-9]\\d{0,4}")
            ? Integer.parseInt(columns)
            : DEFAULT_COLUMNS;
    return text.substring(0, Math.min(text.length(), width - 1));
  }

  /// Returns whether a person is looking: input and output are a terminal.
  public static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
