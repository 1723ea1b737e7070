package dev.alphazero.operator.manifest;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every child of a training but the ControllerRevision, which is written before them.
public final class Manifests {
  private Manifests() {}

  /// Returns the children in the order in which they are applied: what pods need comes before them.
  /// What is not in it, and is owned by the training, is to be deleted, but a ConfigMap only when
  /// no pod uses it any more.
  ///
  /// An expired training keeps its volume alone.
  public static List<HasMetadata> all(Desired desired) {
    List<HasMetadata> all = new ArrayList<>();
    all.add(VolumeManifests.claim(desired));
    if (isExpired(desired)) {
      return all;
    }
    if (!SharedManifests.runsAsNamedAccount(desired)) {
      all.add(SharedManifests.serviceAccount(desired));
    }
    all.add(SharedManifests.authority(desired));
    all.add(SharedManifests.certificates(desired));
    Arrays.stream(Role.values())
        .filter(role -> desired.frozen().roles().containsKey(role))
        .forEach(
            role -> all.add(SharedManifests.configMap(desired, role, desired.frozen().role(role))));
    all.add(NetworkPolicies.of(desired));
    addServices(desired, all);
    addWorkloads(desired, all);
    if (desired.operator().podMonitor()) {
      all.add(SharedManifests.podMonitor(desired));
    }
    return all;
  }

  /// Returns whether a training keeps nothing but its volume and what was frozen.
  static boolean isExpired(Desired desired) {
    return desired.plan().phase() == Phase.EXPIRED;
  }

  private static void addServices(Desired desired, List<HasMetadata> all) {
    all.add(LearnerManifests.service(desired));
    if (LearnerManifests.isProtected(desired)) {
      all.add(LearnerManifests.budget(desired));
    }
    if (desired.frozen().snapshot().hasInferencePods()) {
      all.add(InferenceManifests.service(desired, Role.INFERENCE));
      all.add(InferenceManifests.budget(desired));
    } else if (desired.frozen().snapshot().hasInferenceInLearner()) {
      all.add(InferenceManifests.service(desired, Role.LEARNER));
    }
  }

  /// The learner first: the others ask it for weights.
  private static void addWorkloads(Desired desired, List<HasMetadata> all) {
    all.add(LearnerManifests.statefulSet(desired, desired.frozen().role(Role.LEARNER)));
    if (desired.frozen().snapshot().hasInferencePods()) {
      all.add(InferenceManifests.deployment(desired, desired.frozen().role(Role.INFERENCE)));
    }
    all.add(ActorManifests.deployment(desired, desired.frozen().role(Role.ACTOR)));
  }
}
