package dev.alphazero.operator.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.Placement;
import dev.alphazero.operator.autoscale.Signals.Metrics;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutoscalerTest {
  private static final Limits LIMITS = new Limits(4, 48, 80);
  private static final int ROUND_SECONDS = 30;

  private AutoscalerState state = AutoscalerState.START;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # wanted, ready, busy %, replay ratio, minutes -> desired, reason
          10, 10,  40, 1.00,  1, 10, OBSERVING
          10, 10,  40, 1.00,  3, 20, SCALING_UP
          10, 10,  60, 1.00,  3, 14, SCALING_UP
          10, 10,   0, 1.00,  3, 20, SCALING_UP
          10, 10,  40,     ,  3, 20, SCALING_UP
          10, 10,  71, 1.00, 10, 10, ON_TARGET
          10, 10,  89, 1.00, 10, 10, ON_TARGET
          20, 20,  95, 1.00, 10, 20, ON_TARGET
          20, 20,  98, 1.00,  4, 20, ON_TARGET
          20, 20,  98, 1.00,  6, 19, SCALING_DOWN
          20, 20,  95, 0.90,  6, 19, SCALING_DOWN
          20, 20,  98, 0.87,  6, 19, SCALING_DOWN
          20, 20,  80, 0.90, 10, 20, ON_TARGET
          10, 10,  40, 0.90, 10, 10, LEARNER_LIMITED
          20, 20,  40, 0.50,  4, 20, LEARNER_LIMITED
          20, 20,  40, 0.50,  6, 14, SCALING_DOWN
          20, 20,  98, 0.80,  6, 17, SCALING_DOWN
          30, 27,  60, 1.00,  3, 36, SCALING_UP
          30, 26,  60, 1.00,  3, 30, SCALING_IN_PROGRESS
          30, 26,  60, 1.00, 14, 30, ACTORS_NOT_READY
          30, 20,  98, 1.00, 20, 21, SCALING_DOWN
          48, 48,  40, 1.00,  3, 48, AT_MAX
          40, 40,  40, 1.00,  3, 48, SCALING_UP
           4,  4,  40, 0.50,  6,  4, AT_MIN
           5,  5,  40, 0.10,  6,  4, SCALING_DOWN
          60, 60,  80, 1.00,  0, 48, OUT_OF_BOUNDS
           2,  2,  80, 1.00,  0,  4, OUT_OF_BOUNDS
          """)
  void decidesOnSharedInference(
      int wanted,
      int ready,
      double busy,
      @Nullable Double ratio,
      int minutes,
      int desired,
      Reason reason) {
    Recommendation decision = after(minutes, shared(wanted, ready, busy, ratio));
    assertThat(decision.desired()).as(decision.message()).isEqualTo(desired);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # wanted, replay ratio, minutes -> desired, reason
          10, 1.00,  1, 10, OBSERVING
          10, 1.00,  3, 15, SCALING_UP
          10, 0.95, 10, 10, LEARNER_LIMITED
          10, 0.80,  6,  9, SCALING_DOWN
          10, 0.20,  6,  7, SCALING_DOWN
          10,     , 10, 10, METRICS_MISSING
          """)
  void decidesByTheReplayRatioWhenActorsEvaluate(
      int wanted, @Nullable Double ratio, int minutes, int desired, Reason reason) {
    Signals signals =
        new Signals(
            wanted, wanted, 0, false, false, Placement.ACTOR, metrics(0, 0, 0, ratio, 100.0));
    Recommendation decision = after(minutes, signals);
    assertThat(decision.desired()).as(decision.message()).isEqualTo(desired);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # unschedulable, quota refuses, busy %, replay ratio -> desired, reason
          0, true,  40, 1.0, 20, QUOTA_EXCEEDED
          5, true,  40, 1.0, 20, QUOTA_EXCEEDED
          5, false, 40, 1.0, 20, UNSCHEDULABLE
          5, true,  40, 0.5, 14, SCALING_DOWN
          """)
  void refusedActorsStopGrowthAndNothingElse(
      int unschedulable, boolean quota, double busy, double ratio, int desired, Reason reason) {
    Signals signals =
        new Signals(
            20,
            10,
            unschedulable,
            quota,
            false,
            Placement.SHARED,
            metrics(1, 1, busy, ratio, 100.0));
    Recommendation decision = after(10, signals);
    assertThat(decision.desired()).as(decision.message()).isEqualTo(desired);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, METRICS_MISSING", "1, 3, METRICS_MISSING", "2, 4, SCALING_UP"})
  void halfOfTheReplicasSpeakForAll(int reporting, int expected, Reason reason) {
    Signals signals =
        new Signals(
            10,
            10,
            0,
            false,
            false,
            Placement.SHARED,
            metrics(reporting, expected, 40, 1.0, 100.0));
    assertThat(after(3, signals).reason()).isEqualTo(reason);
  }

  @Test
  void withoutMetricsNothingChanges() {
    Recommendation decision =
        after(60, new Signals(10, 10, 0, false, false, Placement.SHARED, null));
    assertThat(decision.desired()).isEqualTo(10);
    assertThat(decision.reason()).isEqualTo(Reason.METRICS_MISSING);
  }

  @Test
  void oneSampleInTheBandPutsOffGrowthAndShrinking() {
    after(3, shared(10, 10, 75, 1.0));
    assertThat(after(1, shared(10, 10, 40, 1.0)).reason()).isEqualTo(Reason.ON_TARGET);
    assertThat(after(2, shared(10, 10, 40, 1.0)).reason()).isEqualTo(Reason.SCALING_UP);
    after(5, shared(10, 10, 75, 0.9));
    assertThat(after(4, shared(10, 10, 75, 0.5)).reason()).isEqualTo(Reason.ON_TARGET);
    assertThat(after(2, shared(10, 10, 75, 0.5)).reason()).isEqualTo(Reason.SCALING_DOWN);
  }

  @Test
  void staleMetricsFreezeAndTheWindowBeginsAnew() {
    after(10, shared(20, 20, 80, 0.9));
    Signals stale = readAt(shared(20, 20, 40, 0.5), now);
    now = now.plusSeconds(91);
    Recommendation frozen = decide(stale);
    assertThat(frozen.desired()).isEqualTo(20);
    assertThat(frozen.reason()).isEqualTo(Reason.METRICS_STALE);
    assertThat(after(1, shared(20, 20, 40, 1.0)).reason()).isEqualTo(Reason.OBSERVING);
    assertThat(after(2, shared(20, 20, 40, 1.0)).reason()).isEqualTo(Reason.SCALING_UP);
  }

  @Test
  void aRestartedOperatorObservesFirstAndBeginsWithWhatRuns() {
    after(10, shared(20, 20, 40, 1.0));
    state = AutoscalerState.START;
    assertThat(decide(readAt(shared(20, 20, 40, 1.0), now)).desired()).isEqualTo(20);
    assertThat(after(1, shared(20, 20, 40, 1.0)).reason()).isEqualTo(Reason.OBSERVING);
  }

  @Test
  void aChangedCountIsObservedAnewWhoeverChangedIt() {
    after(3, shared(10, 10, 23, 1.0));
    assertThat(after(1, shared(17, 17, 40, 1.0)).reason()).isEqualTo(Reason.OBSERVING);
    assertThat(after(2, shared(17, 17, 40, 1.0)).desired()).isEqualTo(34);
  }

  @Test
  void adviceThatNobodyFollowsStaysTheSame() {
    for (int hour = 0; hour < 6; hour++) {
      assertThat(after(60, shared(10, 10, 60, 1.0)).desired()).isEqualTo(14);
    }
  }

  @Test
  void theSameMetricsCountOnce() {
    Signals signals = readAt(shared(10, 10, 40, 1.0), now.plusSeconds(80));
    decide(readAt(signals, now));
    now = now.plusSeconds(120);
    for (int i = 0; i < 100; i++) {
      assertThat(decide(signals).reason()).isEqualTo(Reason.OBSERVING);
    }
    assertThat(state.samples()).hasSize(1);
  }

  @Test
  void afterARolloutItWaitsForFiveMinutes() {
    after(10, shared(20, 20, 80, 1.0));
    Signals rolling =
        new Signals(20, 20, 0, false, true, Placement.SHARED, metrics(1, 1, 10, 1.0, 100.0));
    assertThat(after(10, rolling).reason()).isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    assertThat(after(4, shared(20, 20, 40, 1.0)).reason()).isEqualTo(Reason.OBSERVING);
    assertThat(after(2, shared(20, 20, 40, 1.0)).reason()).isEqualTo(Reason.SCALING_UP);
  }

  @Test
  void growthInVainBlocksGrowthForTwiceAsLongEachTime() {
    Signals ten = shared(10, 10, 40, 1.0);
    Signals twenty = shared(20, 20, 41, 1.0);
    Signals forty = shared(40, 40, 42, 1.0);
    after(3, ten);
    assertThat(after(3, twenty).reason()).isEqualTo(Reason.INEFFECTIVE_SCALING);
    assertThat(after(8, twenty).reason()).isEqualTo(Reason.INEFFECTIVE_SCALING);
    assertThat(after(3, twenty).reason()).isEqualTo(Reason.SCALING_UP);
    assertThat(after(19, forty).reason()).isEqualTo(Reason.INEFFECTIVE_SCALING);
    assertThat(after(4, forty).reason()).isEqualTo(Reason.SCALING_UP);
  }

  @Test
  void growthThatGainsIsFollowedByMore() {
    after(3, shared(5, 5, 20, 1.0));
    assertThat(after(3, shared(10, 10, 40, 1.0)).desired()).isEqualTo(20);
  }

  @Test
  void whatWasTooManyForTheLearnerIsNotTriedAgainForHalfAnHour() {
    assertThat(after(6, shared(20, 20, 60, 0.76)).desired()).isEqualTo(16);
    assertThat(after(10, shared(16, 16, 50, 0.95)).reason()).isEqualTo(Reason.LEARNER_LIMITED);
    Recommendation later = after(10, shared(16, 16, 50, 1.0));
    assertThat(later.desired()).isEqualTo(16);
    assertThat(later.reason()).isEqualTo(Reason.LEARNER_LIMITED);
    assertThat(after(15, shared(16, 16, 50, 1.0)).reason()).isEqualTo(Reason.SCALING_UP);
  }

  @Test
  void withoutAnyActorTheFirstIsAskedFor() {
    Limits fromZero = new Limits(0, 48, 80);
    Signals none = shared(0, 0, 0, null);
    for (int i = 0; i < 7; i++) {
      state = Autoscaler.decide(state, readAt(none, now), fromZero, now).next();
      now = now.plusSeconds(ROUND_SECONDS);
    }
    assertThat(Autoscaler.decide(state, readAt(none, now), fromZero, now).desired()).isEqualTo(1);
  }

  @Test
  void theLargerOfContradictingBoundsIsMax() {
    assertThat(new Limits(10, 2, 80)).isEqualTo(new Limits(2, 2, 80));
  }

  /// The decision at the end of so many minutes, with new metrics every 30 s.
  private Recommendation after(int minutes, Signals signals) {
    Instant end = now.plus(Duration.ofMinutes(minutes));
    Recommendation decision = decide(readAt(signals, now));
    while (now.isBefore(end)) {
      now = now.plusSeconds(ROUND_SECONDS);
      decision = decide(readAt(signals, now));
    }
    return decision;
  }

  private Recommendation decide(Signals signals) {
    Recommendation decision = Autoscaler.decide(state, signals, LIMITS, now);
    state = decision.next();
    return decision;
  }

  private static Signals shared(int wanted, int ready, double busy, @Nullable Double ratio) {
    return new Signals(
        wanted, ready, 0, false, false, Placement.SHARED, metrics(1, 1, busy, ratio, null));
  }

  private static Metrics metrics(
      int reporting,
      int expected,
      double busy,
      @Nullable Double ratio,
      @Nullable Double samplesPerSecond) {
    return new Metrics(Instant.EPOCH, reporting, expected, busy, ratio, samplesPerSecond);
  }

  private static Signals readAt(Signals signals, Instant at) {
    Metrics metrics = signals.metrics();
    return new Signals(
        signals.wanted(),
        signals.ready(),
        signals.unschedulable(),
        signals.quotaRefused(),
        signals.rolling(),
        signals.placement(),
        metrics == null
            ? null
            : new Metrics(
                at,
                metrics.reporting(),
                metrics.expected(),
                metrics.busyPercent(),
                metrics.replayRatio(),
                metrics.samplesPerSecond()));
  }
}
