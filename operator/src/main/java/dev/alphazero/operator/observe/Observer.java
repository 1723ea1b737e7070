package dev.alphazero.operator.observe;

import dev.alphazero.crd.AlphaZeroProfile;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.freeze.FrozenRevision;
import dev.alphazero.operator.freeze.RecordedFinish;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.owned.Ownership;
import dev.alphazero.operator.owned.Ownership.Tie;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gathers what a reconciliation decides by from the caches of the watches. Asks nobody.
public final class Observer {
  private final Watches watches;
  private final RefusedPods refused;
  private final Profiles builtIn;
  private final Clock clock;

  public Observer(Watches watches, RefusedPods refused, Profiles builtIn, Clock clock) {
    this.watches = watches;
    this.refused = refused;
    this.builtIn = builtIn;
    this.clock = clock;
  }

  /// What is seen, and the training's children as they are; what is not the training's is not
  /// there, whatever its labels say.
  public record Sight(Observed observed, List<HasMetadata> children, Permissions permissions) {}

  /// Looks.
  ///
  /// @param reports what the roles reported last
  public Sight look(AlphaZeroTraining training, Reports reports) {
    List<HasMetadata> children =
        watches.children(training).stream()
            .filter(child -> Ownership.isUsable(child, training))
            .toList();
    List<PodFacts> pods = pods(training);
    Optional<ControllerRevision> revision = newestRevision(training);
    return new Sight(
        new Observed(
            training,
            revision.map(FrozenRevision::read).orElse(null),
            revision.map(newest -> finish(newest, training)).orElse(null),
            workloads(training, pods),
            pods,
            claim(training),
            storageClasses(),
            reports,
            cluster(),
            profiles(),
            clock.instant()),
        children,
        watches.permissions(training));
  }

  /// Looks again at what the writes of a reconciliation change, so that one status tells of it all.
  public Observed again(Observed before) {
    AlphaZeroTraining training = before.training();
    return new Observed(
        training,
        before.frozen(),
        before.finish(),
        workloads(training, before.pods()),
        before.pods(),
        claim(training),
        before.storageClasses(),
        before.reports(),
        before.cluster(),
        before.profiles(),
        before.now());
  }

  /// The newest revision of this very training; one of its name that was deleted may have left
  /// some.
  private Optional<ControllerRevision> newestRevision(AlphaZeroTraining training) {
    return FrozenRevision.newest(
        watches.of(training, ControllerRevision.class).stream()
            .filter(revision -> Ownership.tie(revision, training) == Tie.OURS)
            .toList());
  }

  private static @Nullable Finish finish(ControllerRevision newest, AlphaZeroTraining training) {
    AlphaZeroTrainingStatus status = training.getStatus();
    return RecordedFinish.read(newest, status == null ? null : status.finish());
  }

  private Map<Role, Workload> workloads(AlphaZeroTraining training, List<PodFacts> pods) {
    Map<Role, Workload> workloads = new EnumMap<>(Role.class);
    List<Event> refusals = watches.refusals(training);
    for (Deployment deployment : watches.of(training, Deployment.class)) {
      roleOf(deployment, training)
          .ifPresent(
              role ->
                  workloads.put(
                      role, WorkloadReader.read(deployment, RefusedPods.of(deployment, refusals))));
    }
    for (StatefulSet set : watches.of(training, StatefulSet.class)) {
      roleOf(set, training)
          .ifPresent(
              role ->
                  workloads.put(
                      role,
                      WorkloadReader.read(
                          set, refused.of(training, set, refusals, isThere(role, pods)))));
    }
    return workloads;
  }

  /// Returns the role whose workload it is: the labels of any other object may say the same.
  private static Optional<Role> roleOf(HasMetadata workload, AlphaZeroTraining training) {
    String name = training.getMetadata().getName();
    return Ownership.roleOf(workload)
        .filter(role -> workload.getMetadata().getName().equals(Children.name(name, role)))
        .filter(_ -> Ownership.isUsable(workload, training));
  }

  private static boolean isThere(Role role, List<PodFacts> pods) {
    return pods.stream().anyMatch(pod -> pod.role() == role && pod.deletionDeadline() == null);
  }

  private List<PodFacts> pods(AlphaZeroTraining training) {
    return watches.of(training, Pod.class).stream()
        .map(PodReader::read)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(PodFacts::name))
        .toList();
  }

  private @Nullable ClaimFacts claim(AlphaZeroTraining training) {
    String name = Children.claim(training.getMetadata().getName());
    return watches.of(training, PersistentVolumeClaim.class).stream()
        .filter(claim -> claim.getMetadata().getName().equals(name))
        .filter(claim -> Ownership.isUsable(claim, training))
        .findFirst()
        .map(ClaimReader::read)
        .orElse(null);
  }

  private @Nullable StorageClasses storageClasses() {
    return watches.has(StorageClass.class)
        ? StorageClasses.of(watches.all(StorageClass.class).toList())
        : null;
  }

  private Cluster cluster() {
    return watches.has(Node.class) ? new Cluster.Nodes(watches.nodes()) : new Cluster.Unreadable();
  }

  private Profiles profiles() {
    if (!watches.has(AlphaZeroProfile.class)) {
      return builtIn;
    }
    Profiles profiles = builtIn;
    for (AlphaZeroProfile profile : watches.all(AlphaZeroProfile.class).toList()) {
      profiles = profiles.with(profile.getMetadata().getName(), profile.getSpec());
    }
    return profiles;
  }
}
