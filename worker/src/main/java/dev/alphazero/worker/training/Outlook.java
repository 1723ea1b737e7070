package dev.alphazero.worker.training;

import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.Counters;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// How far a training is on its way to the nearest limit, and how long the rest will take. Where
/// play and learning take turns a limit ends it only when the steps are taken that are due by then,
/// so they belong to the way.
///
/// @param share in [0, 1]; -1 without a limit
/// @param etaSeconds -1 if unknown
record Outlook(double share, double etaSeconds) {
  private static final double UNKNOWN = -1;

  /// @param stepsDue that are taken before the limits are looked at
  /// @param secondsPerStep of late; NaN before the first step of this process
  static Outlook of(Completion limits, Counters now, int stepsDue, double secondsPerStep) {
    if (!limits.isBounded()) {
      return new Outlook(UNKNOWN, UNKNOWN);
    }
    double share = limits.share(now);
    if (stepsDue > 0 && Double.isNaN(secondsPerStep)) {
      return new Outlook(share * now.steps() / (now.steps() + stepsDue), UNKNOWN);
    }
    double due = stepsDue > 0 ? stepsDue * secondsPerStep : 0;
    double eta =
        DoubleStream.of(
                played(limits.games(), now.games(), now, due),
                played(limits.samples(), now.samples(), now, due),
                learned(limits.trainingSteps(), now, due),
                timed(limits.deadline(), now, due))
            .min()
            .orElseThrow();
    if (Double.isInfinite(eta)) {
      return new Outlook(share, UNKNOWN);
    }
    return new Outlook(due > 0 ? now.seconds() / (now.seconds() + eta) : share, eta);
  }

  /// Games or samples: all time grows in proportion to them, also that of steps that are due.
  private static double played(long limit, long done, Counters now, double dueSeconds) {
    if (limit == 0 || done == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double way = Math.min(1, (double) done / limit);
    return now.seconds() * (1 - way) / way + dueSeconds / way;
  }

  private static double learned(long limit, Counters now, double dueSeconds) {
    if (limit == 0 || now.steps() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    long left = Math.max(0, limit - now.steps());
    return Math.max(dueSeconds, now.seconds() * left / now.steps());
  }

  private static double timed(@Nullable Duration deadline, Counters now, double dueSeconds) {
    return deadline == null
        ? Double.POSITIVE_INFINITY
        : Math.max(dueSeconds, deadline.toSeconds() - now.seconds());
  }
}
