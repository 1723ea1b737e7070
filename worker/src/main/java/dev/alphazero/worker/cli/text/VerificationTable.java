package dev.alphazero.worker.cli.text;

import dev.alphazero.worker.arena.VerificationReport.SetReport;
import java.util.Locale;

/// A verification as three rows.
public final class VerificationTable {
  private VerificationTable() {}

  public static String of(SetReport report, int simulations) {
    return String.join(
        System.lineSeparator(),
        "%s: %,d positions of known value; moves that give value away:"
            .formatted(report.set(), report.positions()),
        row("raw policy, no search", report.policyErrors(), report.positions()),
        row("trained, %d simulations".formatted(simulations), report.errors(), report.positions()),
        row(
            "untrained, %d simulations".formatted(simulations),
            report.untrainedErrors(),
            report.positions()));
  }

  private static String row(String who, int errors, int positions) {
    return String.format(
        Locale.ROOT,
        "  %-28s %,6d  (%.2f %%)",
        who,
        errors,
        100.0 * errors / Math.max(1, positions));
  }
}
