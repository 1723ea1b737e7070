package dev.alphazero.worker.wire.transport;

import java.time.Duration;

/// How long to wait before the next attempt: full jitter, so that clients of a server that comes
/// back do not come all at once (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015).
///
/// @param first the longest wait after the first failure
/// @param most the longest wait of all
public record Backoff(Duration first, Duration most) {
  /// What clients of the learner use.
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  public Backoff {
    if (!first.isPositive() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "first must be positive and at most the longest wait, first=%s, most=%s"
              .formatted(first, most));
    }
  }

  /// Returns the wait after failures in a row.
  ///
  /// @param failures at least 1
  /// @param random uniform in [0, 1)
  Duration after(int failures, double random) {
    double longest = Math.min((double) most.toNanos(), first.toNanos() * Math.pow(2, failures - 1));
    return Duration.ofNanos((long) (longest * random));
  }

  /// Returns the wait after a refusal that time alone does not heal: near the longest one.
  Duration afterRefusal(double random) {
    return Duration.ofNanos((long) (most.toNanos() * (0.5 + random / 2)));
  }
}
