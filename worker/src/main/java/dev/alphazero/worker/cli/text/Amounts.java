package dev.alphazero.worker.cli.text;

import java.time.Duration;
import java.util.Locale;

/// Amounts for people, in few characters.
public final class Amounts {
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Amounts() {}

  /// Returns for example `950`, `12.3k` or `1.20M`.
  static String count(double n) {
    if (n < 1000) {
      return format("%.0f", n);
    }
    return n < 1_000_000 ? format("%.1fk", n / 1e3) : format("%.2fM", n / 1e6);
  }

  /// Returns for example `512 B` or `1.2 MiB`.
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit + 1 < BYTE_UNITS.length) {
      amount /= 1024;
      unit++;
    }
    return format(unit == 0 ? "%.0f %s" : "%.1f %s", amount, BYTE_UNITS[unit]);
  }

  /// Returns the largest unit of a time that has passed, for example `12s ago` or `3d ago`.
  static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + "s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m ago";
    }
    return seconds < 86_400 ? seconds / 3600 + "h ago" : seconds / 86_400 + "d ago";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
