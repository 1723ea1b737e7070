package dev.alphazero.crd.condition;

/// Types of the conditions of a training.
public final class Conditions {
  // Always there.
  public static final String READY = "Ready";
  public static final String PROFILE_RESOLVED = "ProfileResolved";
  public static final String LEARNER_AVAILABLE = "LearnerAvailable";
  public static final String INFERENCE_AVAILABLE = "InferenceAvailable";
  public static final String ACTORS_AVAILABLE = "ActorsAvailable";
  public static final String PROGRESSING = "Progressing";
  public static final String DEGRADED = "Degraded";
  public static final String SUSPENDED = "Suspended";
  public static final String COMPLETE = "Complete";
  public static final String FAILED = "Failed";

  // There once the learner has a volume claim.
  public static final String VOLUME_BOUND = "VolumeBound";

  // There, and True, only while they hold.
  public static final String BETTER_PROFILE_AVAILABLE = "BetterProfileAvailable";
  public static final String METRICS_STALE = "MetricsStale";
  public static final String POLICY_VIOLATED = "PolicyViolated";
  public static final String QUOTA_EXCEEDED = "QuotaExceeded";
  public static final String QUOTA_PENDING = "QuotaPending";
  public static final String SCALE_IGNORED = "ScaleIgnored";
  public static final String WRITE_REFUSED = "WriteRefused";

  private Conditions() {}
}
