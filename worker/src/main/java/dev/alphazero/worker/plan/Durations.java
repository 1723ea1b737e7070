package dev.alphazero.worker.plan;

/// Durations for people.
public final class Durations {
  private Durations() {}

  /// Returns for example `47s`, `3m05s` or `2h15m`.
  public static String text(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + "s";
    }
    if (s < 3600) {
      return "%dm%02ds".formatted(s / 60, s % 60);
    }
    return "%dh%02dm".formatted(s / 3600, s % 3600 / 60);
  }
}
