package dev.alphazero.worker.cli.text;

import java.io.PrintWriter;
import java.util.Locale;

/// One line of progress on standard error, rewritten on a terminal and left out elsewhere.
/// Thread-safe.
public final class ProgressLine {
  private final PrintWriter err;
  private final boolean terminal;
  private boolean open;

  public ProgressLine(PrintWriter err) {
    this.err = err;
    terminal = Terminal.isInteractive();
  }

  public synchronized void show(String format, Object... args) {
    if (terminal) {
      err.print(Terminal.ERASE_LINE + Terminal.fitting(String.format(Locale.ROOT, format, args)));
      err.flush();
      open = true;
    }
  }

  public synchronized void end() {
    if (open) {
      err.print(Terminal.ERASE_LINE);
      err.flush();
      open = false;
    }
  }
}
