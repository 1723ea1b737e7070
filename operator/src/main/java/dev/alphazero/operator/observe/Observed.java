package dev.alphazero.operator.observe;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.gpu.Cluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a reconciliation decides by.
///
/// @param frozen what was frozen for this training; null before its first resolution
/// @param finish how the training finished, as it was recorded; null while it has not
/// @param workloads the Deployment or StatefulSet of each role that exists
/// @param pods the training's pods, by name
/// @param claim the learner's volume; null if there is none
/// @param storageClasses those of the cluster; null if the operator may not read them
/// @param reports what the roles reported last
/// @param profiles the built-in profiles and those of the cluster
public record Observed(
    AlphaZeroTraining training,
    @Nullable Frozen frozen,
    @Nullable Finish finish,
    Map<Role, Workload> workloads,
    List<PodFacts> pods,
    @Nullable ClaimFacts claim,
    @Nullable StorageClasses storageClasses,
    Reports reports,
    Cluster cluster,
    Profiles profiles,
    Instant now) {
  public Observed {
    workloads = Map.copyOf(workloads);
    pods = List.copyOf(pods);
  }

  /// Returns the same without what was frozen, as if the training had never run.
  public Observed withoutFrozen() {
    return new Observed(
        training,
        null,
        finish,
        workloads,
        pods,
        claim,
        storageClasses,
        reports,
        cluster,
        profiles,
        now);
  }
}
