package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.plan.Durations;
import dev.alphazero.worker.training.Progress;
import dev.alphazero.worker.training.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Shows a training: one line that is rewritten on a terminal, a plain line every few seconds, and
/// at the first step, elsewhere.
public final class ProgressPrinter implements TrainingListener {
  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoClock;
  private boolean lineIsOpen;
  private @Nullable Long lastPlainNanos;
  private long lastPlainStep;

  public ProgressPrinter(PrintWriter out, boolean terminal, LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.nanoClock = nanoClock;
  }

  @Override
  public void note(String line) {
    endLine();
    out.println(line);
    out.flush();
  }

  @Override
  public void progress(Progress progress) {
    if (terminal) {
      out.print(Terminal.ERASE_LINE + Terminal.fitting(line(progress)));
      lineIsOpen = true;
    } else {
      long now = nanoClock.getAsLong();
      boolean isFirstStep = lastPlainStep == 0 && progress.counters().steps() > 0;
      if (lastPlainNanos != null && now - lastPlainNanos < PLAIN_INTERVAL_NANOS && !isFirstStep) {
        return;
      }
      lastPlainNanos = now;
      lastPlainStep = progress.counters().steps();
      out.println(line(progress));
    }
    out.flush();
  }

  /// Leaves the last progress line as it is and starts a new one.
  public void endLine() {
    if (lineIsOpen) {
      out.println();
      lineIsOpen = false;
    }
  }

  /// What matters most comes first: a narrow terminal shows only the beginning.
  static String line(Progress p) {
    StringBuilder line = new StringBuilder();
    line.append(p.share() < 0 ? "" : format("%3.0f%%  ", 100 * p.share()));
    if (p.etaSeconds() >= 0) {
      line.append("ETA ").append(Durations.text(p.etaSeconds())).append("  ");
    }
    line.append(format("%,d games (%s/h)", p.counters().games(), Amounts.count(p.gamesPerHour())));
    if (p.strength() != null) {
      line.append("  ").append(p.strength());
    }
    line.append(format("  step %,d", p.counters().steps()));
    line.append(format("  %s samples/s", Amounts.count(p.samplesPerSecond())));
    if (!Double.isNaN(p.policyLoss())) {
      line.append(
          format(
              "  loss %.3f (policy %.3f, value %.3f)",
              p.policyLoss() + p.valueLoss(), p.policyLoss(), p.valueLoss()));
    }
    return line.toString();
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
