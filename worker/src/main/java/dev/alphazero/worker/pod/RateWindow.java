package dev.alphazero.worker.pod;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// Turns counters that only grow into rates over the last minute or so, however often it is asked.
/// Thread-safe.
final class RateWindow {
  private static final long SPAN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

  /// The counters at a moment.
  @SuppressWarnings("ArrayRecordComponent") // written once
  private record Mark(long nanos, long[] counters) {}

  private final LongSupplier nanoClock;

  @GuardedBy("this") private final Deque<Mark> marks = new ArrayDeque<>();

  /// @param counters at the start
  RateWindow(LongSupplier nanoClock, long... counters) {
    this.nanoClock = nanoClock;
    marks.add(new Mark(nanoClock.getAsLong(), counters.clone()));
  }

  /// Returns how much each counter grew per second, and remembers the counters.
  ///
  /// @param counters now, in the order of the first ones
  synchronized double[] perSecond(long... counters) {
    long now = nanoClock.getAsLong();
    while (marks.size() > 1 && now - marks.getFirst().nanos() > SPAN_NANOS) {
      marks.removeFirst();
    }
    Mark first = marks.getFirst();
    double seconds = Math.max(1e-3, (now - first.nanos()) / 1e9);
    double[] rates = new double[counters.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (counters[i] - first.counters()[i]) / seconds;
    }
    if (now - marks.getLast().nanos() >= STEP_NANOS) {
      marks.addLast(new Mark(now, counters.clone()));
    }
    return rates;
  }
}
