package dev.alphazero.crd.condition;

/// Reasons of conditions and of events. A resolution that is refused or waits brings its own.
public final class Reasons {
  // How a role stands.
  public static final String AVAILABLE = "Available";
  public static final String PARTLY_AVAILABLE = "PartlyAvailable";
  public static final String UNAVAILABLE = "Unavailable";
  public static final String NOT_NEEDED = "NotNeeded";
  public static final String SHARES_LEARNER = "SharesLearner";

  // Where the training stands.
  public static final String NOT_RESOLVED = "NotResolved";
  public static final String STARTING = "Starting";
  public static final String TRAINING = "Training";
  public static final String STOPPING = "Stopping";
  public static final String SUSPENDED = "Suspended";
  public static final String NOT_SUSPENDED = "NotSuspended";
  public static final String NOT_FINISHED = "NotFinished";
  public static final String COMPLETION_REACHED = "CompletionReached";
  public static final String LEARNER_FAILED = "LearnerFailed";
  public static final String TOO_MANY_RESTARTS = "TooManyRestarts";

  // The profile.
  public static final String RESOLVED = "Resolved";
  public static final String RESOLVED_WITH_WARNINGS = "ResolvedWithWarnings";
  public static final String GPU_FOUND = "GpuFound";

  // Pods.
  public static final String NO_PROBLEM = "NoProblem";
  public static final String CONTAINER_CONFIG_ERROR = "ContainerConfigError";
  public static final String CRASH_LOOP = "CrashLoop";
  public static final String IMAGE_PULL_FAILED = "ImagePullFailed";
  public static final String NODE_LOST = "NodeLost";
  public static final String OUT_OF_MEMORY = "OutOfMemory";
  public static final String PODS_NOT_CREATED = "PodsNotCreated";
  public static final String UNSCHEDULABLE = "Unschedulable";
  public static final String WAITING_FOR_QUOTA = "WaitingForQuota";

  // The volume.
  public static final String STORAGE_CLASS_KEPT = "StorageClassKept";
  public static final String STORAGE_CLASS_NOT_FOUND = "StorageClassNotFound";
  public static final String VOLUME_BOUND = "VolumeBound";
  public static final String VOLUME_DELETING = "VolumeDeleting";
  public static final String VOLUME_LOST = "VolumeLost";
  public static final String VOLUME_PENDING = "VolumePending";

  // Scaling and reports.
  public static final String AUTOSCALING_ENFORCED = "AutoscalingEnforced";
  public static final String METRICS_STALE = "MetricsStale";
  public static final String NO_RECENT_REPORT = "NoRecentReport";
  public static final String QUOTA_EXCEEDED = "QuotaExceeded";

  // The administrator's policy.
  public static final String RUNS_AS_BEFORE = "RunsAsBefore";

  // Writes that the API server refused.
  public static final String RECONCILE_FAILED = "ReconcileFailed";
  public static final String FORBIDDEN = "Forbidden";
  public static final String INVALID = "Invalid";
  public static final String NOT_OURS = "NotOurs";
  public static final String REFUSED = "Refused";

  // Events only.
  public static final String RECOVERED = "Recovered";
  public static final String REOPENED = "Reopened";
  public static final String RESUMED = "Resumed";
  public static final String SCALED = "Scaled";
  public static final String STARTED = "Started";

  private Reasons() {}
}
