package dev.alphazero.operator.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether the watches have failed for longer than a reconnection takes: each of them is cut from
/// time to time, and comes back by itself. Safe for use by many threads.
final class WatchHealth {
  private final Clock clock;
  private final Duration grace;

  @GuardedBy("this") private @Nullable Instant failingSince;

  /// @param grace for which failing watches are not reported
  WatchHealth(Clock clock, Duration grace) {
    this.clock = clock;
    this.grace = grace;
  }

  /// Returns whether all is well but for what may be a reconnection.
  ///
  /// @param watching whether every watch works at this moment
  synchronized boolean isWell(boolean watching) {
    if (watching) {
      failingSince = null;
      return true;
    }
    if (failingSince == null) {
      failingSince = clock.instant();
    }
    return clock.instant().isBefore(failingSince.plus(grace));
  }
}
