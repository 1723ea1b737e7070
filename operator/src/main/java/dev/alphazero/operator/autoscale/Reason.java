package dev.alphazero.operator.autoscale;

/// Why the autoscaler wants what it wants.
public enum Reason {
  /// The busy share is in its band, or nothing would gain by another count.
  ON_TARGET("OnTarget"),

  /// More actors are wanted.
  SCALING_UP("ScalingUp"),

  /// Fewer actors are wanted.
  SCALING_DOWN("ScalingDown"),

  /// The count is outside of min and max, and goes there at once.
  OUT_OF_BOUNDS("OutOfBounds"),

  /// More would help; max forbids it.
  AT_MAX("AtMax"),

  /// Fewer would do; min forbids it.
  AT_MIN("AtMin"),

  /// The learner takes no more samples.
  LEARNER_LIMITED("LearnerLimited"),

  /// The window for a decision is not over.
  OBSERVING("Observing"),

  /// The last change has not arrived.
  SCALING_IN_PROGRESS("ScalingInProgress"),

  /// Pods are being replaced.
  ROLLOUT_IN_PROGRESS("RolloutInProgress"),

  /// A quota refuses actors.
  QUOTA_EXCEEDED("QuotaExceeded"),

  /// No node has room for an actor.
  UNSCHEDULABLE("Unschedulable"),

  /// Actors do not become ready, for another reason.
  ACTORS_NOT_READY("ActorsNotReady"),

  /// The last growth gained nothing.
  INEFFECTIVE_SCALING("IneffectiveScaling"),

  /// The roles report nothing yet, or not enough.
  METRICS_MISSING("MetricsMissing"),

  /// What the roles reported last is too old.
  METRICS_STALE("MetricsStale");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /// Returns the reason as conditions and events have it, for example `QuotaExceeded`.
  public String word() {
    return word;
  }
}
