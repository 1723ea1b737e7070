package dev.alphazero.operator.status;

import dev.alphazero.crd.ActorsSpec;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Actors;
import dev.alphazero.crd.AutoscalingMode;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.lifecycle.NextWake;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.status.ConditionList.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is there only while it holds, each method one condition; null while it does not.
final class NoticeConditions {
  private static final String QUEUE_LABEL = "kueue.x-k8s.io/queue-name";
  private static final int FORBIDDEN = 403;
  private static final int INVALID = 422;
  private static final int MOST_REFUSALS = 3;

  private NoticeConditions() {}

  /// What the policy, or the owner of an object, refuses.
  ///
  /// @param tolerated what runs and would be refused now
  static @Nullable Verdict policyViolated(Resolution resolution, List<Violation> tolerated) {
    if (resolution instanceof Resolution.Refused(String reason, String message)
        && (reason.equals(Resolution.POLICY_VIOLATED)
            || reason.equals(Resolution.OBJECT_NOT_ALLOWED))) {
      return Verdict.yes(reason, message);
    }
    return tolerated.isEmpty()
        ? null
        : Verdict.yes(
            Reasons.RUNS_AS_BEFORE,
            "it runs as it was started, and would be refused if it were started or changed now: "
                + Violation.text(tolerated));
  }

  static @Nullable Verdict betterProfile(Resolution resolution) {
    return resolution instanceof Resolution.Resolved resolved && !resolved.better().isEmpty()
        ? Verdict.yes(
            Reasons.GPU_FOUND,
            "spec.profile auto would choose "
                + resolved.better()
                + " now: set the annotation alphazero.dev/resolve to a new value to take it")
        : null;
  }

  /// Old news of the learner, or of what the autoscaler goes by.
  static @Nullable Verdict metricsStale(
      Observed seen, RunPlan plan, RoleConditions roles, Scaling scaling) {
    if (plan.phase() != Phase.RUNNING) {
      return null;
    }
    Instant heard = lastHeard(seen);
    if (roles.learner().holds()
        && heard != null
        && !seen.now().isBefore(heard.plus(NextWake.STALE_AFTER))) {
      return Verdict.yes(
          Reasons.NO_RECENT_REPORT,
          "the learner's pod is ready and has not answered for two minutes: check that the operator"
              + " may reach its HTTP port (NetworkPolicy, service mesh)");
    }
    return scaling.reason().equals(Reasons.METRICS_STALE)
        ? Verdict.yes(Reasons.METRICS_STALE, scaling.message())
        : null;
  }

  static @Nullable Verdict quotaExceeded(Scaling scaling) {
    return scaling.reason().equals(Reasons.QUOTA_EXCEEDED)
            || scaling.reason().equals(Reasons.UNSCHEDULABLE)
        ? Verdict.yes(scaling.reason(), scaling.message())
        : null;
  }

  static @Nullable Verdict quotaPending(Observed seen) {
    long gated = seen.pods().stream().filter(pod -> pod.gated()).count();
    if (gated == 0) {
      return null;
    }
    Map<String, String> labels = seen.training().getMetadata().getLabels();
    String queue = labels == null ? null : labels.get(QUEUE_LABEL);
    return Verdict.yes(
        Reasons.WAITING_FOR_QUOTA,
        queue == null
            ? gated + " pods are held back by scheduling gates"
            : gated + " pods wait for quota of the queue " + queue);
  }

  static @Nullable Verdict scaleIgnored(
      Observed seen, @Nullable Snapshot snapshot, @Nullable Actors actors) {
    ActorsSpec spec = seen.training().getSpec().actors();
    Integer asked = spec == null ? null : spec.replicas();
    Integer started = actors == null ? null : actors.started();
    boolean ignored =
        snapshot != null
            && snapshot.settings().actors().autoscaling().mode() == AutoscalingMode.ENFORCE
            && asked != null
            && started != null
            && !asked.equals(started);
    return ignored
        ? Verdict.yes(
            Reasons.AUTOSCALING_ENFORCED,
            "actors.replicas=%d has no effect while autoscaling.mode is Enforce: set the mode to Disabled to scale by hand, or change autoscaling.min and max"
                .formatted(asked))
        : null;
  }

  static @Nullable Verdict writeRefused(List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      return null;
    }
    String words =
        refusals.stream()
            .limit(MOST_REFUSALS)
            .map(NoticeConditions::words)
            .collect(Collectors.joining("; "));
    int more = refusals.size() - MOST_REFUSALS;
    return Verdict.yes(
        reason(refusals.getFirst().code()), more > 0 ? words + "; and " + more + " more" : words);
  }

  private static String words(Refusal refusal) {
    return "%s %s was refused (%d): %s: %s"
        .formatted(
            refusal.kind(),
            refusal.name(),
            refusal.code(),
            refusal.message(),
            remedy(refusal.code()));
  }

  private static String reason(int code) {
    return switch (code) {
      case FORBIDDEN -> Reasons.FORBIDDEN;
      case Refusal.NOT_OURS -> Reasons.NOT_OURS;
      case INVALID -> Reasons.INVALID;
      default -> Reasons.REFUSED;
    };
  }

  private static String remedy(int code) {
    return switch (code) {
      case FORBIDDEN ->
          "give the operator the right, or raise the quota or change the policy that forbids it";
      case Refusal.NOT_OURS ->
          "an object of this name belongs to someone else: delete or rename it, or rename the training;"
              + " until then no pod is started, and those that run go on";
      case INVALID -> "change the field of the spec that it comes from";
      default -> "see the server's words";
    };
  }

  /// When the learner was heard last; if never, when it became ready.
  private static @Nullable Instant lastHeard(Observed seen) {
    Instant told = seen.reports().learnerReadAt();
    if (told != null) {
      return told;
    }
    AlphaZeroTrainingStatus before = seen.training().getStatus();
    if (before == null || !ConditionList.holds(before.conditions(), Conditions.LEARNER_AVAILABLE)) {
      return null;
    }
    TrainingCondition available =
        Objects.requireNonNull(
            ConditionList.find(before.conditions(), Conditions.LEARNER_AVAILABLE));
    return Instant.parse(available.lastTransitionTime());
  }
}
