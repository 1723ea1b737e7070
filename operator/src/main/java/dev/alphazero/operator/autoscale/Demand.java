package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.Placement;
import dev.alphazero.operator.autoscale.AutoscalerState.Sample;

/// How many actors one sample asks for. What the learner can take comes first, then what the
/// inference device can bear:
///
/// | | device below its band | in it | above it | saturated |
/// |---|---|---|---|---|
/// | learner waits | more | stay | stay | fewer |
/// | learner fed | stay | stay | fewer, and still fed | fewer, and still fed |
/// | learner behind | what it can take | what it can take | what it can take | what it can take |
///
/// Actors are the device's load, so the share of the target is turned over: half as busy as aimed
/// at asks for twice the actors.
final class Demand {
  private Demand() {}

  /// How the learner stands.
  enum Learner {
    WAITS,
    FED,
    BEHIND;

    static Learner of(Sample sample) {
      Double ratio = sample.replayRatio();
      if (ratio == null || ratio >= Tuning.LEARNER_WAITS) {
        return WAITS;
      }
      return ratio < Tuning.LEARNER_BEHIND ? BEHIND : FED;
    }
  }

  /// Returns the actors that a sample asks for; `wanted` if it asks for no change.
  static int of(Sample sample, int wanted, Placement placement, Limits limits) {
    return switch (Learner.of(sample)) {
      case BEHIND -> fed(sample);
      case FED -> tooBusy(sample, placement, limits) ? eased(sample, limits) : wanted;
      case WAITS ->
          placement == Placement.ACTOR
              ? times(sample, Tuning.PROBE)
              : hungry(sample, wanted, limits);
    };
  }

  private static int hungry(Sample sample, int wanted, Limits limits) {
    double target = limits.targetPercent();
    if (idle(sample, limits)) {
      return times(sample, target / Math.max(1, sample.busyPercent()));
    }
    return sample.busyPercent() >= Tuning.SATURATED_PERCENT
        ? times(sample, Math.max(target, Tuning.UNSATURATED_PERCENT) / sample.busyPercent())
        : wanted;
  }

  private static int eased(Sample sample, Limits limits) {
    return Math.max(fed(sample), times(sample, limits.targetPercent() / sample.busyPercent()));
  }

  /// The actors that still feed the learner.
  private static int fed(Sample sample) {
    Double ratio = sample.replayRatio();
    return times(sample, (ratio == null ? 1 : ratio) / Tuning.LEARNER_FED);
  }

  /// Whether the device could bear more actors.
  static boolean idle(Sample sample, Limits limits) {
    return sample.busyPercent() < limits.targetPercent() * (1 - Tuning.BAND);
  }

  private static boolean tooBusy(Sample sample, Placement placement, Limits limits) {
    return placement != Placement.ACTOR
        && sample.busyPercent() > limits.targetPercent() * (1 + Tuning.BAND);
  }

  private static int times(Sample sample, double factor) {
    return (int) Math.ceil(Math.max(1, sample.actors()) * factor);
  }
}
