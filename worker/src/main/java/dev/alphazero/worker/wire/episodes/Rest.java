package dev.alphazero.worker.wire.episodes;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How long to play no games because the learner has enough: for a while after it last reported so,
/// since it can only answer who sends something. One thread writes, any may ask.
final class Rest {
  /// Long beside the time between two games of an actor, so that a resting one plays little; short
  /// beside the minutes in which a learner catches up.
  static final Duration LENGTH = Duration.ofSeconds(30);

  private final LongSupplier nanoClock;
  private volatile @Nullable Long untilNanos;

  Rest(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /// Notes the learner's newest word.
  void told(boolean enough) {
    untilNanos = enough ? nanoClock.getAsLong() + LENGTH.toNanos() : null;
  }

  /// Returns whether it lasts.
  boolean lasts() {
    Long until = untilNanos;
    return until != null && nanoClock.getAsLong() - until < 0;
  }
}
