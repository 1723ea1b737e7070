package dev.alphazero.operator.autoscale;

import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.Reports;
import dev.alphazero.operator.observe.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the autoscaler's signals out of what was observed.
public final class ObservedSignals {
  private ObservedSignals() {}

  /// Returns the signals; null while there is no actor Deployment to scale.
  ///
  /// @param placement actor or shared, as frozen
  /// @param inferenceReplicas replicas that serve, 1 when learner and inference share a GPU
  public static @Nullable Signals observed(
      Observed observed, Placement placement, int inferenceReplicas) {
    Map<Role, Workload> workloads = observed.workloads();
    Workload actors = workloads.get(Role.ACTOR);
    if (actors == null) {
      return null;
    }
    List<PodFacts> pods = observed.pods().stream().filter(p -> p.role() == Role.ACTOR).toList();
    return new Signals(
        actors.desired(),
        actors.ready(),
        (int) pods.stream().filter(pod -> pod.unschedulable() != null).count(),
        !actors.problem().isEmpty() || pods.stream().anyMatch(PodFacts::gated),
        rolling(actors) || rolling(workloads.get(Role.INFERENCE)),
        placement,
        metrics(observed.reports(), placement, inferenceReplicas));
  }

  private static boolean rolling(@Nullable Workload workload) {
    return workload != null && workload.updated() < workload.current();
  }

  private static Signals.@Nullable Metrics metrics(
      Reports reports, Placement placement, int inferenceReplicas) {
    LearnerProgress learner = reports.learner();
    Instant learnerAt = reports.learnerReadAt();
    if (learner == null || learnerAt == null) {
      return null;
    }
    if (placement == Placement.ACTOR) {
      return new Signals.Metrics(
          learnerAt, 0, 0, 0, learner.replayRatio(), learner.samplesPerSecond());
    }
    Instant inferenceAt = reports.inferenceReadAt();
    if (inferenceAt == null) {
      return null;
    }
    return new Signals.Metrics(
        learnerAt.isBefore(inferenceAt) ? learnerAt : inferenceAt,
        reports.inference().size(),
        inferenceReplicas,
        reports.inference().values().stream()
            .mapToDouble(InferenceProgress::busyPercent)
            .average()
            .orElse(0),
        learner.replayRatio(),
        learner.samplesPerSecond());
  }
}
