package dev.alphazero.operator;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingSpec;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.GameName;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.progress.InferenceProgress;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.progress.ProgressJson;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.crd.resolve.Basis;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.Resolver;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.lifecycle.Lifecycle;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.observe.Observed;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import dev.alphazero.operator.observe.Reports;
import dev.alphazero.operator.observe.StorageClasses;
import dev.alphazero.operator.observe.Workload;
import dev.alphazero.operator.policy.Violation;
import dev.alphazero.operator.resolve.Resolution;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.status.Scaling;
import dev.alphazero.operator.status.StatusAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A training in a cluster, put together by a test. Each method changes it and returns it.
public final class Situation {
  /// When it begins.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AlphaZeroTraining training;
  private final Map<Role, Workload> workloads = new EnumMap<>(Role.class);
  private final List<PodFacts> pods = new ArrayList<>();
  private final Map<String, InferenceProgress> inference = new HashMap<>();
  private Placement placement = Placement.SHARED;
  private GpuSharing sharing = GpuSharing.DEDICATED;
  private boolean frozen;
  private @Nullable Finish finish;
  private @Nullable Resolution resolution;
  private @Nullable ClaimFacts claim;
  private @Nullable StorageClasses storageClasses;
  private @Nullable LearnerProgress learner;
  private @Nullable Instant toldAt;
  private Instant now = START;
  private int wantedActors = 3;
  private Scaling scaling = new Scaling(null, "Steady", "");
  private List<Refusal> refused = List.of();
  private List<Violation> tolerated = List.of();

  private Situation(AlphaZeroTraining training) {
    this.training = training;
  }

  /// Returns a training that was just created, with lines below `spec` indented by two.
  public static Situation of(String specLines) {
    return new Situation(Trainings.withSpec(specLines));
  }

  /// Returns one that runs, and whose learner tells so.
  public static Situation running() {
    return of("").up().learner("learner-running");
  }

  /// The spec is another one from now on.
  public Situation edited(String specLines) {
    training.setSpec(Trainings.withSpec(specLines).getSpec());
    training.getMetadata().setGeneration(training.getMetadata().getGeneration() + 1);
    return this;
  }

  public Situation labelled(Map<String, String> labels) {
    training.getMetadata().setLabels(labels);
    return this;
  }

  public Situation placement(Placement where) {
    placement = where;
    return this;
  }

  public Situation sharing(GpuSharing how) {
    sharing = how;
    return this;
  }

  public Situation wantedActors(int actors) {
    wantedActors = actors;
    return this;
  }

  public Situation frozen() {
    frozen = true;
    return this;
  }

  public Situation resolution(Resolution other) {
    resolution = other;
    return this;
  }

  public Situation scaling(Scaling decision) {
    scaling = decision;
    return this;
  }

  public Situation refused(Refusal... refusals) {
    refused = List.of(refusals);
    return this;
  }

  /// Runs though the policy would refuse it now.
  public Situation tolerated(Violation... violations) {
    tolerated = List.of(violations);
    return this;
  }

  public Situation claim(String phase) {
    claim = new ClaimFacts(phase, "20Gi", "fast", "connect-four", false);
    return this;
  }

  public Situation claim(ClaimFacts facts) {
    claim = facts;
    return this;
  }

  public Situation storageClasses(StorageClasses.Named... all) {
    storageClasses = new StorageClasses(List.of(all));
    return this;
  }

  public Situation after(Duration time) {
    now = now.plus(time);
    return this;
  }

  public Situation status(AlphaZeroTrainingStatus status) {
    training.setStatus(status);
    return this;
  }

  /// What the plan remembers is recorded, and the status holds it and nothing else.
  public Situation remembers(RunPlan plan) {
    finish = plan.finish();
    return status(
        new AlphaZeroTrainingStatus(
            1L, null, null, null, null, null, null, plan.finish(), plan.restarts()));
  }

  /// The roles run as asked for, and all pods are ready.
  public Situation up() {
    frozen = true;
    role(Role.LEARNER, 1, 1);
    role(
        Role.INFERENCE,
        placement == Placement.SHARED && sharing == GpuSharing.DEDICATED ? 1 : 0,
        1);
    return role(Role.ACTOR, wantedActors, wantedActors);
  }

  /// Nothing runs, and the controllers have seen that.
  public Situation down() {
    frozen = true;
    learner = null;
    toldAt = null;
    inference.clear();
    for (Role role : Role.values()) {
      role(role, 0, 0);
    }
    return this;
  }

  /// The role has so many pods, the first of them ready.
  public Situation role(Role role, int desired, int ready) {
    withoutPods(role);
    for (int i = 0; i < desired; i++) {
      pods.add(pod(role, i, i < ready));
    }
    return workload(role, desired, Math.min(desired, ready));
  }

  public Situation workload(Role role, int desired, int ready) {
    return workload(role, new Workload(desired, desired, ready, desired, true, ""));
  }

  public Situation workload(Role role, Workload workload) {
    workloads.put(role, workload);
    return this;
  }

  /// Puts a pod in the place of the one of its name.
  public Situation pod(PodFacts pod) {
    pods.removeIf(other -> other.name().equals(pod.name()));
    pods.add(pod);
    return this;
  }

  public Situation withoutPods(Role role) {
    pods.removeIf(pod -> pod.role() == role);
    return this;
  }

  /// The learner tells what `examples/progress/NAME.json` says.
  public Situation learner(String name) {
    return learner(example(LearnerProgress.class, name));
  }

  public Situation learner(LearnerProgress told) {
    learner = told;
    toldAt = now;
    return this;
  }

  /// The inference pod tells what the example says.
  public Situation inference() {
    inference.put("c4-inference-0", example(InferenceProgress.class, "inference"));
    toldAt = now;
    return this;
  }

  public Instant now() {
    return now;
  }

  public Observed seen() {
    Snapshot snapshot = snapshot();
    return new Observed(
        training,
        frozen ? new Frozen(Frozen.VERSION, snapshot, Map.of()) : null,
        finish,
        workloads,
        pods,
        claim,
        storageClasses,
        new Reports(learner, toldAt, inference, inference.isEmpty() ? null : toldAt),
        new Cluster.Nodes(List.of()),
        Profiles.builtIn(),
        now);
  }

  public Resolution resolution() {
    return resolution == null ? new Resolution.Resolved(snapshot(), List.of(), "") : resolution;
  }

  public RunPlan plan() {
    return Lifecycle.plan(seen(), resolution(), wantedActors);
  }

  /// Returns the status that the operator would write, and makes it the one that was written last,
  /// with its finish recorded.
  public AlphaZeroTrainingStatus written() {
    AlphaZeroTrainingStatus status = assembled();
    training.setStatus(status);
    finish = status.finish();
    return status;
  }

  /// Returns the status that the operator would write.
  public AlphaZeroTrainingStatus assembled() {
    return StatusAssembler.assemble(
        seen(), resolution(), plan(), refused, tolerated, scaling, "alphazero.dev/role=actor");
  }

  /// Returns a pod of the role that runs, and is ready or not.
  public static PodFacts pod(Role role, int index, boolean ready) {
    String name = "c4-%s-%d".formatted(role.text(), index);
    return new PodFacts(
        name,
        "uid-" + name,
        role,
        "10.0.0." + index,
        "Running",
        ready,
        null,
        false,
        false,
        null,
        null,
        List.of(new ContainerFacts(role.text(), 0, null, null, null, 0)));
  }

  /// Returns a document of `examples/progress`.
  public static <T extends RoleProgress> T example(Class<T> type, String name) {
    try {
      return ProgressJson.read(
          type, Files.readAllBytes(Path.of("../examples/progress", name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Snapshot snapshot() {
    AlphaZeroTrainingSpec spec = Objects.requireNonNull(training.getSpec());
    AlphaZeroProfileSpec sizes = Objects.requireNonNull(Profiles.builtIn().find("mid"));
    Basis basis = Basis.of(GameName.CONNECT_FOUR, "mid", "NVIDIA-L4 has 23034 MiB", sizes);
    Settings settings = Resolver.resolve(spec, basis).settings();
    return new Snapshot(
        "auto",
        null,
        basis.profile(),
        basis.reason(),
        "mid",
        "NVIDIA-L4",
        "gpu-1",
        "nvidia.com/gpu.product=NVIDIA-L4, nvidia.com/gpu.memory=23034",
        true,
        "nvidia.com/gpu",
        placement,
        sharing,
        settings,
        Map.of("inference.batchSize", "profile mid"),
        List.of(),
        basis);
  }
}
