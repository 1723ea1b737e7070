package dev.alphazero.operator.lifecycle;

import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.resolve.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When to look again although nothing was seen to change. What is overdue was acted on just now,
/// and asks for nothing.
public final class NextWake {
  /// Age at which what a learner reported is stale.
  public static final Duration STALE_AFTER = Duration.ofMinutes(2);

  private static final Duration SOON = Duration.ofSeconds(1);

  private NextWake() {}

  /// Returns the time until then; empty if only an event can change anything.
  ///
  /// @param renewal when the certificates must be renewed; null if there are none
  public static Optional<Duration> after(
      Observed seen, Resolution resolution, RunPlan plan, @Nullable Instant renewal) {
    List<Instant> times = new ArrayList<>();
    if (resolution instanceof Resolution.Waiting waiting) {
      times.add(waiting.until());
    }
    switch (plan.phase()) {
      case RUNNING -> addWhileRunning(times, renewal, seen);
      case SUSPENDING, COMPLETING -> deadlines(seen).forEach(times::add);
      case FAILED, COMPLETE -> {
        deadlines(seen).forEach(times::add);
        Lifecycle.expiry(seen, plan.finish()).ifPresent(times::add);
      }
      case PENDING, SUSPENDED, EXPIRED -> {}
    }
    if (plan.finish() != null && seen.finish() == null) { // the learner stops once it is recorded
      return Optional.of(SOON);
    }
    return times.stream()
        .filter(time -> time.isAfter(seen.now()))
        .min(Instant::compareTo)
        .map(time -> Duration.between(seen.now(), time));
  }

  private static void addWhileRunning(
      List<Instant> times, @Nullable Instant renewal, Observed seen) {
    if (renewal != null) {
      times.add(renewal);
    }
    Instant told = seen.reports().learnerReadAt();
    if (told != null) {
      times.add(told.plus(STALE_AFTER));
    }
  }

  private static Stream<Instant> deadlines(Observed seen) {
    return seen.pods().stream()
        .filter(pod -> PodLife.isLive(pod, seen.now()))
        .map(PodFacts::deletionDeadline)
        .filter(deadline -> deadline != null)
        .map(deadline -> deadline.plus(PodLife.LOST_AFTER));
  }
}
