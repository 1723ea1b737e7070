package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AutoscalingMode;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.autoscale.ActorCount;
import dev.alphazero.operator.autoscale.Autoscaler;
import dev.alphazero.operator.autoscale.AutoscalerState;
import dev.alphazero.operator.autoscale.DemandRatio;
import dev.alphazero.operator.autoscale.Limits;
import dev.alphazero.operator.autoscale.ObservedSignals;
import dev.alphazero.operator.autoscale.Recommendation;
import dev.alphazero.operator.autoscale.Signals;
import dev.alphazero.operator.freeze.Freezer;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.freeze.FrozenRevision;
import dev.alphazero.operator.freeze.Inputs;
import dev.alphazero.operator.freeze.RecordedFinish;
import dev.alphazero.operator.freeze.RoleInputs;
import dev.alphazero.operator.lifecycle.Lifecycle;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.manifest.Desired;
import dev.alphazero.operator.manifest.LimitsWay;
import dev.alphazero.operator.manifest.Manifests;
import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.manifest.RoleRenderer;
import dev.alphazero.operator.manifest.VolumeManifests;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.Observer.Sight;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Resolve;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.status.ConditionList;
import dev.alphazero.operator.status.Scaling;
import dev.alphazero.operator.tls.TrainingCertificates;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From what is seen to what is to be done: resolve, police, scale, plan, freeze, render. Pure but
/// for keys of new certificates.
final class Decider {
  private final OperatorConfig config;
  private final CertificateKeeper certificates;
  private final Policing policing;

  Decider(OperatorConfig config, Policy policy, CertificateKeeper certificates) {
    this.config = config;
    this.policing = new Policing(policy, config);
    this.certificates = certificates;
  }

  Decision decide(Sight sight, AutoscalerState remembered) {
    Policing.Outcome outcome =
        policing.of(
            sight,
            resolve(sight.observed()),
            (seen, resolution, snapshot) -> freeze(seen, sight.children(), resolution, snapshot));
    Observed seen = outcome.seen();
    Resolution resolution = outcome.resolution();
    Snapshot snapshot = Lifecycle.snapshotOf(seen, resolution);
    Scale scale = scale(seen, snapshot, remembered);
    RunPlan plan = Lifecycle.plan(seen, resolution, scale.actors());
    if (snapshot == null) {
      return new Decision(
          resolution,
          null,
          plan,
          List.of(),
          outcome.tolerated(),
          scale.scaling(),
          scale.next(),
          scale.demandRatio(),
          null);
    }
    Frozen frozen = freeze(seen, sight.children(), resolution, snapshot);
    TrainingCertificates keys = certificates.next(seen.training(), sight.children(), seen.now());
    return new Decision(
        resolution,
        frozen,
        plan,
        desired(sight, frozen, plan, keys, outcome.refusedAnnotations()),
        outcome.tolerated(),
        scale.scaling(),
        scale.next(),
        scale.demandRatio(),
        keys.renewAt());
  }

  private static Resolution resolve(Observed seen) {
    Frozen frozen = seen.frozen();
    Resolution resolution =
        Resolve.of(
            seen.training(),
            frozen == null ? null : frozen.snapshot(),
            resumed(seen.training(), seen.now()),
            seen.cluster(),
            seen.profiles(),
            seen.now());
    return resolution instanceof Resolution.Resolved resolved
        ? refuseForeignVolume(resolved, seen.claim())
        : resolution;
  }

  /// A volume that was kept is used again only for what it was made for.
  private static Resolution refuseForeignVolume(
      Resolution.Resolved resolved, @Nullable ClaimFacts claim) {
    Settings settings = resolved.snapshot().settings();
    if (claim == null || VolumeManifests.isAdoptable(claim, settings)) {
      return resolved;
    }
    return new Resolution.Refused(
        Resolution.VOLUME_BELONGS_TO_ANOTHER,
        "the volume claim that is there was made for another game or network, wanted="
            + VolumeManifests.identity(settings)
            + ", there="
            + claim.belongsTo()
            + ": delete the claim, or give the training another name");
  }

  /// Returns when the training was resumed; null if it is not being resumed. One that waits for
  /// GPUs still is, since it began to wait.
  private static @Nullable Instant resumed(AlphaZeroTraining training, Instant now) {
    AlphaZeroTrainingStatus before = training.getStatus();
    if (before == null || Boolean.TRUE.equals(training.getSpec().suspend())) {
      return null;
    }
    TrainingCondition profile =
        ConditionList.find(before.conditions(), Conditions.PROFILE_RESOLVED);
    if (profile != null && profile.reason().equals(Resolution.GPU_NOT_READY)) {
      return Instant.parse(profile.lastTransitionTime());
    }
    return ConditionList.holds(before.conditions(), Conditions.SUSPENDED) ? now : null;
  }

  /// An edit that was refused leaves what runs as it is.
  private Frozen freeze(
      Observed seen, List<HasMetadata> children, Resolution resolution, Snapshot snapshot) {
    Frozen before = seen.frozen();
    LimitsWay limits = LimitsWay.of(before, children);
    return before != null && !(resolution instanceof Resolution.Resolved)
        ? before
        : Freezer.next(
            before,
            snapshot,
            Inputs.of(seen.training(), snapshot),
            limits.isRead(seen.reports().learner()),
            new RoleRenderer(config.workerImage(), config.cudaImage()));
  }

  private List<HasMetadata> desired(
      Sight sight,
      Frozen frozen,
      RunPlan plan,
      TrainingCertificates keys,
      Set<String> refusedAnnotations) {
    Observed seen = sight.observed();
    AlphaZeroTraining training = seen.training();
    List<HasMetadata> desired = new ArrayList<>();
    desired.add(revision(training, frozen, plan, sight.children()));
    LimitsWay limits = LimitsWay.of(frozen, sight.children());
    desired.addAll(
        Manifests.all(new Desired(training, frozen, plan, keys, seen.claim(), limits, config)));
    OwnAccount.keep(desired, refusedAnnotations, OwnAccount.there(sight.children()));
    return desired;
  }

  private static ControllerRevision revision(
      AlphaZeroTraining training, Frozen frozen, RunPlan plan, List<HasMetadata> children) {
    ControllerRevision revision =
        FrozenRevision.of(
            frozen,
            new RoleInputs.Training(
                training.getMetadata().getName(),
                training.getMetadata().getNamespace(),
                training.getMetadata().getUid()),
            Children.owner(training),
            Children.labels(training.getMetadata().getName()),
            children.stream()
                .filter(ControllerRevision.class::isInstance)
                .map(ControllerRevision.class::cast)
                .toList());
    RecordedFinish.write(revision, plan.finish());
    return revision;
  }

  /// How many actors a running training gets, and why.
  private record Scale(int actors, Scaling scaling, AutoscalerState next, double demandRatio) {}

  /// The decision is taken in every mode: with Off it is exported for those who scale instead.
  private static Scale scale(
      Observed seen, @Nullable Snapshot snapshot, AutoscalerState remembered) {
    if (snapshot == null) {
      return new Scale(0, new Scaling(null, "", ""), remembered, Double.NaN);
    }
    Settings settings = snapshot.settings();
    AutoscalingMode mode = settings.actors().autoscaling().mode();
    Limits limits = Limits.of(settings.actors().autoscaling());
    Signals signals =
        ObservedSignals.observed(seen, snapshot.placement(), inferenceReplicas(snapshot));
    OptionalInt running = running(seen);
    if (signals == null || running.isEmpty()) {
      return new Scale(
          ActorCount.wanted(mode, limits, settings.actors().replicas(), running, null),
          new Scaling(null, "", ""),
          AutoscalerState.START,
          Double.NaN);
    }
    Recommendation decision = Autoscaler.decide(remembered, signals, limits, seen.now());
    return new Scale(
        ActorCount.wanted(mode, limits, settings.actors().replicas(), running, decision),
        new Scaling(
            mode == AutoscalingMode.ADVISE ? decision.desired() : null,
            decision.reason().word(),
            decision.message()),
        decision.next(),
        DemandRatio.of(decision.desired(), running.getAsInt(), signals.ready()));
  }

  private static int inferenceReplicas(Snapshot snapshot) {
    return snapshot.hasInferencePods() ? snapshot.settings().inference().replicas() : 1;
  }

  private static OptionalInt running(Observed seen) {
    Workload actors = seen.workloads().get(Role.ACTOR);
    return actors == null || actors.desired() == 0
        ? OptionalInt.empty()
        : OptionalInt.of(actors.desired());
  }
}
