package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.Placement;
import dev.alphazero.operator.autoscale.AutoscalerState.Growth;
import dev.alphazero.operator.autoscale.AutoscalerState.LearnerLimit;
import dev.alphazero.operator.autoscale.AutoscalerState.Sample;
import dev.alphazero.operator.autoscale.Signals.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decides how many actors a training should have. Pure: the same state, signals and time give the
/// same decision. It may be called as often as one likes; only new metrics count.
///
/// Whether the decision is carried out, and by whom, is not its affair: it sees a changed count and
/// takes it as the new start, whether it was itself, an HPA or a person. [ActorCount] knows the
/// modes.
public final class Autoscaler {
  private Autoscaler() {}

  /// Returns the decision.
  ///
  /// @param state of the last decision on this training, or [AutoscalerState#START]
  public static Recommendation decide(
      AutoscalerState state, Signals signals, Limits limits, Instant now) {
    Metrics metrics = signals.metrics();
    AutoscalerState next = state.seeing(signals, usable(metrics, signals.placement(), now), now);
    int wanted = signals.wanted();
    int bounded = limits.clamp(wanted);
    if (bounded != wanted) {
      return decision(
          next,
          bounded,
          Reason.OUT_OF_BOUNDS,
          "%d actors are outside of [%d, %d]",
          wanted,
          limits.min(),
          limits.max());
    }
    if (signals.rolling()) {
      return decision(next, wanted, Reason.ROLLOUT_IN_PROGRESS, "Pods are being replaced");
    }
    if (metrics == null) {
      return decision(
          next, wanted, Reason.METRICS_MISSING, "Learner or inference tell nothing yet");
    }
    if (tooFew(metrics, signals.placement())) {
      return signals.placement() == Placement.ACTOR
          ? decision(next, wanted, Reason.METRICS_MISSING, "The learner does not train yet")
          : decision(
              next,
              wanted,
              Reason.METRICS_MISSING,
              "Only %d of %d inference pods tell",
              metrics.reporting(),
              metrics.expected());
    }
    if (stale(metrics, now)) {
      return decision(
          next,
          wanted,
          Reason.METRICS_STALE,
          "Metrics are %d s old, more than %d s: the count stays until there are new ones",
          Duration.between(metrics.readAt(), now).toSeconds(),
          Tuning.STALE_AFTER.toSeconds());
    }
    return judged(next, signals, limits, now);
  }

  private static Recommendation judged(
      AutoscalerState state, Signals signals, Limits limits, Instant now) {
    AutoscalerState next = judge(state, signals, now);
    int wanted = signals.wanted();
    int least = leastWish(next, signals.placement(), limits);
    int most = mostWish(next, signals.placement(), limits);
    Recommendation shrunk = most < wanted ? shrink(next, most, limits, now) : null;
    if (shrunk != null && shrunk.desired() < wanted) {
      return shrunk;
    }
    Recommendation refused = refused(next, signals, now);
    if (refused != null) {
      return refused;
    }
    if (shrunk != null) {
      return shrunk;
    }
    if (next.observingSince() == null) {
      return decision(
          next,
          wanted,
          Reason.SCALING_IN_PROGRESS,
          "%d of %d actors are ready",
          signals.ready(),
          wanted);
    }
    if (next.last(Tuning.UP_WINDOW).isEmpty()) {
      return decision(
          next,
          wanted,
          Reason.OBSERVING,
          "Observing %d actors for %d s before the next decision",
          wanted,
          Tuning.UP_WINDOW.toSeconds());
    }
    return least > wanted
        ? grow(next, least, signals.placement(), limits, now)
        : stay(next, signals.placement(), limits);
  }

  /// The smallest wish of the window for growth; the wanted count while that is not over.
  private static int leastWish(AutoscalerState state, Placement placement, Limits limits) {
    return wishes(state, Tuning.UP_WINDOW, placement, limits).min().orElse(state.wanted());
  }

  /// The largest wish of the window for shrinking; the wanted count while that is not over.
  private static int mostWish(AutoscalerState state, Placement placement, Limits limits) {
    return wishes(state, Tuning.DOWN_WINDOW, placement, limits).max().orElse(state.wanted());
  }

  private static IntStream wishes(
      AutoscalerState state, Duration window, Placement placement, Limits limits) {
    return state.last(window).stream()
        .mapToInt(sample -> Demand.of(sample, state.wanted(), placement, limits));
  }

  private static Recommendation shrink(
      AutoscalerState state, int wish, Limits limits, Instant now) {
    int wanted = state.wanted();
    boolean behind =
        state.samples().stream().allMatch(one -> Demand.Learner.of(one) == Demand.Learner.BEHIND);
    AutoscalerState next = behind ? state.learnerLimit(wish, now) : state;
    int step = Math.min(wanted - 1, (int) Math.ceil(wanted * Tuning.LEAST_DOWN));
    int desired = limits.clamp(Math.max(wish, step));
    String why =
        behind
            ? "the learner cannot keep up with the samples"
            : text("the inference device is %.0f %% busy", state.meanBusyPercent());
    return desired == wanted
        ? decision(next, wanted, Reason.AT_MIN, "%d would do: %s; min is %d", wish, why, wanted)
        : decision(next, desired, Reason.SCALING_DOWN, "From %d to %d: %s", wanted, desired, why);
  }

  private static @Nullable Recommendation refused(
      AutoscalerState state, Signals signals, Instant now) {
    int wanted = signals.wanted();
    if (signals.quotaRefused()) {
      return decision(
          state,
          wanted,
          Reason.QUOTA_EXCEEDED,
          "%d of %d actors are ready: a quota refuses more; raise it or lower actors.autoscaling.max",
          signals.ready(),
          wanted);
    }
    if (signals.unschedulable() > 0) {
      return decision(
          state,
          wanted,
          Reason.UNSCHEDULABLE,
          "%d actors find no node; add nodes or lower actors.autoscaling.max",
          signals.unschedulable());
    }
    boolean stuck =
        signals.ready() < Math.ceil(Tuning.ARRIVED * wanted)
            && !now.isBefore(state.changedAt().plus(Tuning.STUCK_AFTER));
    return stuck
        ? decision(
            state,
            wanted,
            Reason.ACTORS_NOT_READY,
            "%d of %d actors are ready; see their pods",
            signals.ready(),
            wanted)
        : null;
  }

  private static Recommendation grow(
      AutoscalerState state, int wish, Placement placement, Limits limits, Instant now) {
    int wanted = state.wanted();
    if (now.isBefore(state.growthBlockedUntil())) {
      return decision(
          state,
          wanted,
          Reason.INEFFECTIVE_SCALING,
          "%d are asked for, but the last growth gained nothing; next try after %s",
          wish,
          state.growthBlockedUntil());
    }
    LearnerLimit limit = state.learnerLimit();
    boolean limited = limit != null && now.isBefore(limit.until()) && limit.actors() < wish;
    int fed = limited && limit != null ? Math.max(wanted, limit.actors()) : wish;
    if (fed == wanted) {
      return decision(
          state,
          wanted,
          Reason.LEARNER_LIMITED,
          "%d are asked for, but the learner could not keep up with more than %d",
          wish,
          wanted);
    }
    int desired = limits.clamp((int) Math.min(fed, wanted * Tuning.MOST_UP));
    desired = wanted == 0 ? limits.clamp(1) : desired;
    return desired <= wanted
        ? decision(state, wanted, Reason.AT_MAX, "%d are asked for; max is %d", wish, limits.max())
        : decision(
            state,
            desired,
            Reason.SCALING_UP,
            "From %d to %d: the learner waits for samples%s",
            wanted,
            desired,
            placement == Placement.ACTOR
                ? ""
                : text(" and the inference device is %.0f %% busy", state.meanBusyPercent()));
  }

  private static Recommendation stay(AutoscalerState state, Placement placement, Limits limits) {
    Sample last = state.samples().getLast();
    boolean fed = Demand.Learner.of(last) != Demand.Learner.WAITS;
    boolean limited = fed && (placement == Placement.ACTOR || Demand.idle(last, limits));
    return limited
        ? decision(
            state,
            state.wanted(),
            Reason.LEARNER_LIMITED,
            "%d actors feed the learner",
            state.wanted())
        : decision(
            state,
            state.wanted(),
            Reason.ON_TARGET,
            "%d actors: %.0f %% busy, target %d %%",
            state.wanted(),
            last.busyPercent(),
            limits.targetPercent());
  }

  /// Compares what the last growth gained with what it should have, once its window is over.
  private static AutoscalerState judge(AutoscalerState state, Signals signals, Instant now) {
    Growth growth = state.growth();
    if (growth == null || state.last(Tuning.UP_WINDOW).isEmpty()) {
      return state;
    }
    double expected = state.meanActors() / (double) Math.max(1, growth.actors()) - 1;
    double gained =
        Math.max(
            gain(growth.samplesPerSecond(), state.meanSamplesPerSecond()),
            signals.placement() == Placement.ACTOR
                ? 0
                : gain(growth.busyPercent(), state.meanBusyPercent()));
    boolean known = growth.samplesPerSecond() > 0 || growth.busyPercent() > 0;
    boolean vain = known && expected > 0 && gained < Tuning.LEAST_GAIN * expected;
    return state.judged(vain, now);
  }

  private static double gain(double before, double after) {
    return before > 0 ? after / before - 1 : 0;
  }

  private static boolean usable(@Nullable Metrics metrics, Placement placement, Instant now) {
    return metrics != null && !tooFew(metrics, placement) && !stale(metrics, now);
  }

  /// Half of the replicas speak for all: the actors spread their batches by load. With placement
  /// actor there is only the learner's ratio.
  private static boolean tooFew(Metrics metrics, Placement placement) {
    return placement == Placement.ACTOR
        ? metrics.replayRatio() == null
        : metrics.reporting() == 0 || 2 * metrics.reporting() < metrics.expected();
  }

  private static boolean stale(Metrics metrics, Instant now) {
    return metrics.readAt().plus(Tuning.STALE_AFTER).isBefore(now);
  }

  private static Recommendation decision(
      AutoscalerState next, int desired, Reason reason, String format, Object... values) {
    return new Recommendation(next, desired, reason, text(format, values));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
