package dev.alphazero.operator.autoscale;

import dev.alphazero.operator.autoscale.Signals.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the autoscaler remembers of one training between decisions. It is lost with the operator's
/// process, which then observes for a window before it decides.
///
/// @param wanted the count that was seen last; -1 before any
/// @param changedAt since when it is that
/// @param observingSince since when samples can describe this count; null while it has not arrived,
///   a rollout runs, or metrics are stale
/// @param calmFrom end of the cool-down of the last rollout
/// @param samples of the window for shrinking, oldest first, all at this count
/// @param growth the last growth, until it is judged; null for none
/// @param growthBlockedUntil after growth in vain
/// @param vainGrowths growths in vain since the last that gained
/// @param learnerLimit actors that the learner can feed on; null if unknown
public record AutoscalerState(
    int wanted,
    Instant changedAt,
    @Nullable Instant observingSince,
    Instant calmFrom,
    List<Sample> samples,
    @Nullable Growth growth,
    Instant growthBlockedUntil,
    int vainGrowths,
    @Nullable LearnerLimit learnerLimit) {

  /// Nothing was seen yet.
  public static final AutoscalerState START =
      new AutoscalerState(
          -1, Instant.EPOCH, null, Instant.EPOCH, List.of(), null, Instant.EPOCH, 0, null);

  public AutoscalerState {
    samples = List.copyOf(samples);
  }

  /// What was read at one time, with the actors that were ready then.
  ///
  /// @param replayRatio null before the learner trains
  /// @param samplesPerSecond null before the learner knows
  record Sample(
      Instant at,
      int actors,
      double busyPercent,
      @Nullable Double replayRatio,
      @Nullable Double samplesPerSecond) {}

  /// A growth that is to be judged by what it gains.
  ///
  /// @param actors ready before it
  /// @param busyPercent before it
  /// @param samplesPerSecond before it; 0 if unknown
  record Growth(int actors, double busyPercent, double samplesPerSecond) {}

  /// A bound that the learner has shown.
  record LearnerLimit(int actors, Instant until) {}

  /// Returns the state after a look at the signals: what is new is remembered, what no longer
  /// describes the present is forgotten.
  AutoscalerState seeing(Signals signals, boolean usable, Instant now) {
    AutoscalerState state = signals.wanted() == wanted ? this : counted(signals.wanted(), now);
    if (signals.rolling()) {
      return state.blind(now.plus(Tuning.ROLLOUT_COOL_DOWN));
    }
    if (!usable) {
      return state.blind(state.calmFrom);
    }
    if (state.observingSince == null) {
      if (!state.arrived(signals, now)) {
        return state;
      }
      state = state.observing(now.isBefore(state.calmFrom) ? state.calmFrom : now);
    }
    return state.sampled(signals);
  }

  /// Whether what was wanted last is there, or known not to come.
  private boolean arrived(Signals signals, Instant now) {
    return signals.ready() >= Math.ceil(Tuning.ARRIVED * wanted)
        || signals.refused()
        || !now.isBefore(changedAt.plus(Tuning.STUCK_AFTER));
  }

  private AutoscalerState counted(int count, Instant now) {
    boolean grew = wanted >= 0 && count > wanted && !samples.isEmpty();
    return new AutoscalerState(
        count,
        now,
        null,
        calmFrom,
        List.of(),
        grew ? new Growth(meanActors(), meanBusyPercent(), meanSamplesPerSecond()) : null,
        growthBlockedUntil,
        vainGrowths,
        learnerLimit);
  }

  private AutoscalerState blind(Instant calmFrom) {
    return new AutoscalerState(
        wanted,
        changedAt,
        null,
        calmFrom,
        List.of(),
        null,
        growthBlockedUntil,
        vainGrowths,
        learnerLimit);
  }

  private AutoscalerState observing(Instant since) {
    return new AutoscalerState(
        wanted,
        changedAt,
        since,
        calmFrom,
        samples,
        growth,
        growthBlockedUntil,
        vainGrowths,
        learnerLimit);
  }

  private AutoscalerState sampled(Signals signals) {
    Metrics metrics = signals.metrics();
    if (metrics == null
        || observingSince == null
        || metrics.readAt().isBefore(observingSince.plus(Tuning.METRICS_SPAN))
        || (!samples.isEmpty() && !metrics.readAt().isAfter(samples.getLast().at()))) {
      return this;
    }
    Sample sample =
        new Sample(
            metrics.readAt(),
            signals.ready(),
            metrics.busyPercent(),
            metrics.replayRatio(),
            metrics.samplesPerSecond());
    Instant oldest = sample.at().minus(Tuning.DOWN_WINDOW);
    List<Sample> window =
        Stream.concat(samples.stream(), Stream.of(sample))
            .filter(one -> one.at().isAfter(oldest))
            .toList();
    return new AutoscalerState(
        wanted,
        changedAt,
        observingSince,
        calmFrom,
        window,
        growth,
        growthBlockedUntil,
        vainGrowths,
        learnerLimit);
  }

  /// Returns the samples of the last `window`; none while the count has not been observed for that
  /// long, or too seldom to say anything.
  List<Sample> last(Duration window) {
    if (observingSince == null
        || samples.isEmpty()
        || samples.getLast().at().isBefore(observingSince.plus(window))) {
      return List.of();
    }
    Instant from = samples.getLast().at().minus(window);
    List<Sample> last = samples.stream().filter(sample -> sample.at().isAfter(from)).toList();
    return last.size() < Tuning.LEAST_SAMPLES ? List.of() : last;
  }

  /// Returns the state after the last growth was judged.
  AutoscalerState judged(boolean inVain, Instant now) {
    int vain = inVain ? vainGrowths + 1 : 0;
    int doublings = Math.min(vain - 1, Tuning.MOST_DOUBLINGS);
    return new AutoscalerState(
        wanted,
        changedAt,
        observingSince,
        calmFrom,
        samples,
        null,
        inVain
            ? now.plus(Tuning.INEFFECTIVE_BLOCK.multipliedBy(1L << doublings))
            : growthBlockedUntil,
        vain,
        learnerLimit);
  }

  AutoscalerState learnerLimit(int actors, Instant now) {
    LearnerLimit limit = new LearnerLimit(actors, now.plus(Tuning.LEARNER_LIMIT));
    return new AutoscalerState(
        wanted,
        changedAt,
        observingSince,
        calmFrom,
        samples,
        growth,
        growthBlockedUntil,
        vainGrowths,
        limit);
  }

  int meanActors() {
    return (int) Math.round(samples.stream().mapToInt(Sample::actors).average().orElse(0));
  }

  double meanBusyPercent() {
    return samples.stream().mapToDouble(Sample::busyPercent).average().orElse(0);
  }

  double meanSamplesPerSecond() {
    return samples.stream()
        .mapToDouble(one -> one.samplesPerSecond() == null ? 0 : one.samplesPerSecond())
        .average()
        .orElse(0);
  }
}
