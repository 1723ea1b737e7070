package dev.alphazero.operator.resolve;

import static dev.alphazero.operator.resolve.Resolving.CREATED;
import static dev.alphazero.operator.resolve.Resolving.NOW;
import static dev.alphazero.operator.resolve.Resolving.first;
import static dev.alphazero.operator.resolve.Resolving.nodes;
import static dev.alphazero.operator.resolve.Resolving.resolved;
import static dev.alphazero.operator.resolve.Resolving.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroProfileSpec;
import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.GpuSharing;
import dev.alphazero.crd.Placement;
import dev.alphazero.crd.resolve.Profiles;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.gpu.Cluster;
import dev.alphazero.operator.gpu.NodeFacts;
import dev.alphazero.operator.gpu.NodePin;
import dev.alphazero.operator.gpu.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first resolution of a training.
final class ResolveTest {
  private static final Cluster UNREADABLE = new Cluster.Unreadable();
  private static final Cluster NONE = nodes();
  private static final Cluster TWO_T4 = nodes(Nodes.with("t", 2, Nodes.T4));
  private static final NodeFacts LATE = Nodes.node("late", "", 0, "gpu.present=true");

  @Test
  void autoTakesTheProfileOfTheGpusAndSaysWhy() {
    Resolution.Resolved resolved = resolved(first(Trainings.minimal(), TWO_T4));
    Snapshot snapshot = resolved.snapshot();
    assertThat(snapshot.requested()).isEqualTo("auto");
    assertThat(snapshot.profile()).isEqualTo("mid");
    assertThat(snapshot.reason())
        .isEqualTo("mid: Tesla-T4 with 15360 MiB and compute capability 7.5 (at least 14000 MiB)");
    assertThat(snapshot.gpuClass()).isEqualTo("mid");
    assertThat(snapshot.product()).isEqualTo("Tesla-T4");
    assertThat(snapshot.node()).isEqualTo("t");
    assertThat(snapshot.evidence())
        .isEqualTo(
            "nvidia.com/gpu.product=Tesla-T4, nvidia.com/gpu.memory=15360,"
                + " nvidia.com/gpu.compute.major=7, nvidia.com/gpu.compute.minor=5,"
                + " nvidia.com/gpu.count=2");
    assertThat(snapshot.gpu()).isTrue();
    assertThat(snapshot.gpuResource()).isEqualTo("nvidia.com/gpu");
    assertThat(snapshot.placement()).isEqualTo(Placement.SHARED);
    assertThat(snapshot.sharing()).isEqualTo(GpuSharing.DEDICATED);
    assertThat(snapshot.settings().actors().replicas()).isEqualTo(12);
    assertThat(snapshot.settings().inference().placement()).isEqualTo(Placement.SHARED);
    assertThat(snapshot.origins())
        .containsEntry("actors.replicas", "profile mid")
        .containsEntry("inference.placement", "auto: 15.5 million multiply-adds per position")
        .containsEntry("gpuSharing", "auto: not one GPU in all");
    assertThat(snapshot.pins()).isEmpty();
    assertThat(resolved.warnings()).isEmpty();
    assertThat(resolved.better()).isEmpty();
  }

  /// Cluster, `spec` and what comes out of them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # spec                                          | GPUs | profile | gpu   | placement | sharing
          seed=0                                          | 0    | cpu     | false | ACTOR     | DEDICATED
          seed=0                                          | 1    | mid     | true  | SHARED    | SHARED
          seed=0                                          | 2    | mid     | true  | SHARED    | DEDICATED
          game.name=tic-tac-toe                           | 1    | mid     | true  | ACTOR     | DEDICATED
          gpuSharing=dedicated                            | 1    | mid     | true  | SHARED    | DEDICATED
          gpuSharing=shared                               | 2    | mid     | true  | SHARED    | SHARED
          inference.placement=actor                       | 2    | mid     | true  | ACTOR     | DEDICATED
          inference.placement=shared                      | 0    | cpu     | false | SHARED    | DEDICATED
          inference.replicas=2                            | 1    | mid     | true  | SHARED    | DEDICATED
          device=cpu                                      | 2    | cpu     | false | ACTOR     | DEDICATED
          device=cuda                                     | 1    | mid     | true  | SHARED    | SHARED
          learner.device=cpu                              | 1    | mid     | true  | SHARED    | DEDICATED
          inference.device=cpu                            | 1    | mid     | true  | ACTOR     | DEDICATED
          inference.device=cpu;inference.placement=shared | 1    | mid     | true  | SHARED    | DEDICATED
          device=cpu;inference.device=cuda                | 1    | mid     | true  | SHARED    | DEDICATED
          game.name=tic-tac-toe;inference.device=cuda     | 2    | mid     | true  | SHARED    | DEDICATED
          device=cpu;learner.device=auto                  | 0    | cpu     | false | ACTOR     | DEDICATED
          inference.device=cuda;inference.placement=actor | 0    | cpu     | false | ACTOR     | DEDICATED
          profile=cpu;learner.device=cuda                 | 2    | cpu     | true  | ACTOR     | DEDICATED
          learner.device=cpu;inference.placement=actor    | 2    | cpu     | false | ACTOR     | DEDICATED
          profile=cpu                                     | 2    | cpu     | false | ACTOR     | DEDICATED
          profile=high                                    | 0    | high    | true  | SHARED    | DEDICATED
          profile=high                                    | 1    | high    | true  | SHARED    | SHARED
          profile=low                                     | 2    | low     | true  | SHARED    | DEDICATED
          pods.learner.gpuResourceName=nvidia.com/mig-1g.5gb | 2 | cpu     | false | ACTOR     | DEDICATED
          pods.learner.nodeSelector={pool: lab}           | 2    | cpu     | false | ACTOR     | DEDICATED
          """)
  void aTrainingIsResolvedByItsSpecificationAndItsCluster(
      String assignment,
      int gpus,
      String profile,
      boolean gpu,
      Placement placement,
      GpuSharing sharing) {
    Cluster cluster = gpus == 0 ? NONE : nodes(Nodes.with("t", gpus, Nodes.T4));
    Snapshot snapshot = snapshot(first(Trainings.with(assignment.split(";", -1)), cluster));
    assertThat(snapshot.profile()).isEqualTo(profile);
    assertThat(snapshot.gpu()).isEqualTo(gpu);
    assertThat(snapshot.placement()).isEqualTo(placement);
    assertThat(snapshot.sharing()).isEqualTo(sharing);
  }

  @Test
  void amongDifferentGpusOnlyAutoPins() {
    Cluster mixed = nodes(Nodes.with("t", 4, Nodes.T4), Nodes.with("a", 2, Nodes.A100));
    assertThat(snapshot(first(Trainings.minimal(), mixed)).pins())
        .containsExactly(new NodePin("nvidia.com/gpu.product", List.of("NVIDIA-A100-SXM4-40GB")));
    assertThat(snapshot(first(Trainings.with("profile=high"), mixed)).pins()).isEmpty();
  }

  /// Without the right to read nodes only a named profile works, or the CPU.
  @Test
  void unreadableNodesNeedANamedProfile() {
    assertThat(first(Trainings.minimal(), UNREADABLE))
        .isInstanceOfSatisfying(
            Resolution.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo("NodesNotReadable");
              assertThat(refused.message()).contains("spec.profile").contains("grant");
            });
    Resolution.Resolved named = resolved(first(Trainings.with("profile=high"), UNREADABLE));
    assertThat(named.snapshot().profile()).isEqualTo("high");
    assertThat(named.snapshot().gpuClass()).isEqualTo("high");
    assertThat(named.snapshot().reason()).isEqualTo("high: named by the specification");
    assertThat(named.snapshot().node()).isNull();
    assertThat(named.warnings()).isEmpty();
    assertThat(snapshot(first(Trainings.with("device=cpu"), UNREADABLE)).profile())
        .isEqualTo("cpu");
  }

  @Test
  void autoWaitsTwoMinutesForAnnouncedGpus() {
    AlphaZeroTraining training = Trainings.minimal();
    Resolution waiting =
        Resolve.of(training, null, null, nodes(LATE), Profiles.builtIn(), CREATED.plusSeconds(119));
    assertThat(waiting)
        .isInstanceOfSatisfying(
            Resolution.Waiting.class,
            it -> {
              assertThat(it.reason()).isEqualTo("GpuNotReady");
              assertThat(it.until()).isEqualTo(CREATED.plus(Duration.ofMinutes(2)));
              assertThat(it.message())
                  .contains("node late announces a GPU")
                  .contains("nvidia.com/gpu.present=true");
            });
    Resolution.Resolved resolved =
        resolved(
            Resolve.of(
                training, null, null, nodes(LATE), Profiles.builtIn(), CREATED.plusSeconds(120)));
    assertThat(resolved.snapshot().profile()).isEqualTo("cpu");
    assertThat(resolved.snapshot().reason())
        .isEqualTo("cpu: the GPU of node late was not ready in time");
    assertThat(resolved.warnings())
        .containsExactly(
            "node late announces a GPU that was not ready in time, nvidia.com/gpu.present=true:"
                + " running on the CPU");
    Resolution.Resolved later =
        resolved(
            Resolving.resolve(
                training, resolved.snapshot(), nodes(Nodes.with("late", 1, Nodes.A100))));
    assertThat(later.snapshot()).isEqualTo(resolved.snapshot());
    assertThat(later.better()).isEqualTo("high");
    assertThat(later.warnings()).isEmpty();
  }

  @Test
  void aNamedProfileWaitsForNothing() {
    Resolution.Resolved resolved =
        resolved(
            Resolve.of(
                Trainings.with("profile=mid"),
                null,
                null,
                nodes(LATE),
                Profiles.builtIn(),
                CREATED));
    assertThat(resolved.snapshot().gpu()).isTrue();
    assertThat(resolved.warnings())
        .containsExactly(
            "profile mid asks for nvidia.com/gpu, which node late announces and does not offer yet");
  }

  @Test
  void cudaWithoutAGpuIsRefusedUnlessAProfileAsksForOne() {
    Cluster barred = nodes(Nodes.cordoned(Nodes.with("t", 1, Nodes.T4)));
    assertThat(first(Trainings.with("device=cuda"), barred))
        .isEqualTo(
            new Resolution.Refused(
                "GpuNotFound",
                "device cuda needs a GPU that the pods may use and none was found, device=cuda:"
                    + " node t is cordoned; set spec.device to auto or cpu, or name a GPU profile"
                    + " in spec.profile to wait for a GPU"));
    assertThat(first(Trainings.with("device=cpu", "learner.device=cuda"), NONE))
        .isEqualTo(
            new Resolution.Refused(
                "GpuNotFound",
                "learner.device cuda needs a GPU that the pods may use and none was found,"
                    + " learner.device=cuda; set spec.learner.device to auto or cpu, or name a GPU"
                    + " profile in spec.profile to wait for a GPU"));
    assertThat(snapshot(first(Trainings.with("device=cuda", "profile=mid"), NONE)).gpu()).isTrue();
    Resolution late =
        Resolve.of(Trainings.with("device=cuda"), null, null, nodes(LATE), Profiles.builtIn(), NOW);
    assertThat(late)
        .isInstanceOfSatisfying(
            Resolution.Refused.class, it -> assertThat(it.reason()).isEqualTo("GpuNotFound"));
  }

  /// A pod sees no GPU but its own. Profile, specification, and how the refusal names the field.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mid | device=cuda:1                         | device=cuda:1 (the specification)
          mid | device=cpu;inference.device=cuda:2    | inference.device=cuda:2 (the specification)
          lab | seed=0                                | learner.device=cuda:1 (profile lab)
          """)
  void aGpusNumberIsRefused(String profile, String assignments, String value) {
    AlphaZeroProfileSpec.Learner second = new AlphaZeroProfileSpec.Learner(null, null, "cuda:1");
    AlphaZeroProfileSpec lab =
        new AlphaZeroProfileSpec("lab", true, null, null, null, null, second, null, null);
    AlphaZeroTraining training =
        Trainings.with(("profile=" + profile + ";" + assignments).split(";", -1));
    Profiles profiles = Profiles.builtIn().with("lab", lab);
    String field = value.substring(0, value.indexOf('='));
    assertThat(Resolve.of(training, null, null, TWO_T4, profiles, NOW))
        .isEqualTo(
            new Resolution.Refused(
                "InvalidSettings",
                "spec.%s must be auto, cpu or cuda in a cluster, where a pod sees no GPU but the one that it was given, %s"
                    .formatted(field, value)));
  }

  @Test
  void anUnknownProfileIsRefusedWithTheNearest() {
    assertThat(first(Trainings.with("profile=hihg"), TWO_T4))
        .isEqualTo(
            new Resolution.Refused(
                "ProfileNotFound",
                "spec.profile must be auto or the name of an AlphaZeroProfile, profile=hihg; did"
                    + " you mean 'high'?"));
  }

  @Test
  void rulesAcrossFieldsHoldOverTheProfile() {
    assertThat(first(Trainings.with("actors.autoscaling.min=50"), TWO_T4))
        .isEqualTo(
            new Resolution.Refused(
                "InvalidSettings",
                "spec.actors.autoscaling.min: actors.autoscaling.min must be at most"
                    + " actors.autoscaling.max, actors.autoscaling.min=50 (the specification),"
                    + " actors.autoscaling.max=24 (profile mid)"));
    assertThat(first(new AlphaZeroTraining(), TWO_T4))
        .isEqualTo(
            new Resolution.Refused(
                "InvalidSettings", "spec.game.name is required; name the game to learn"));
  }

  /// What a person should know; spec, what is in the cluster, and the sentence.
  @Test
  void warningsSayWhatDoesNotFit() {
    assertWarning(
        "profile=high",
        TWO_T4,
        "profile high is made for GPUs with at least 38000 MiB and 8.0, and the nodes have Tesla-T4"
            + " with 15360 MiB and compute capability 7.5: see that its batches fit");
    assertWarning(
        "profile=mid",
        NONE,
        "profile mid asks for nvidia.com/gpu and no node has one for the pods: they wait for one");
    assertWarning(
        "profile=mid",
        nodes(Nodes.tainted(Nodes.with("t", 1, Nodes.T4), "sku", "gpu", "NoSchedule")),
        "profile mid asks for nvidia.com/gpu and no node has one for the pods: they wait for one:"
            + " node t has the taint sku=gpu:NoSchedule, which the pods do not tolerate");
    assertWarning(
        "gpuSharing=dedicated",
        nodes(Nodes.with("t", 1, Nodes.T4)),
        "the pods ask for 2 GPUs and the nodes have 1: some wait; set gpuSharing to shared, or add"
            + " a node");
    assertWarning(
        "inference.placement=shared",
        NONE,
        "inference.placement is shared and there is no GPU: inference pods add a network hop and no"
            + " speed");
    assertWarning(
        "inference.device=cpu;inference.placement=shared",
        TWO_T4,
        "inference.placement is shared and inference runs on the CPU: inference pods add a network"
            + " hop and no speed");
    assertWarning(
        "inference.device=cuda;inference.placement=actor",
        TWO_T4,
        "inference.device is cuda and inference.placement is actor: actors have no GPU and evaluate"
            + " on the CPU");
    assertWarning(
        "seed=0",
        nodes(Nodes.node("u", "nvidia.com/gpu", 2, "")),
        "node u offers nvidia.com/gpu and no label says which GPU that is; install GPU feature"
            + " discovery, or name a profile in spec.profile");
    assertWarning(
        "seed=0",
        nodes(
            Nodes.cordoned(Nodes.with("a", 1, Nodes.T4)),
            Nodes.cordoned(Nodes.with("b", 1, Nodes.T4)),
            Nodes.cordoned(Nodes.with("c", 1, Nodes.T4)),
            Nodes.cordoned(Nodes.with("d", 1, Nodes.T4))),
        "running on the CPU although there are GPUs: node a is cordoned; node b is cordoned; node c"
            + " is cordoned; and 1 more");
  }

  @Test
  void unlabelledGpusAreLowWithEvidence() {
    Snapshot snapshot =
        snapshot(first(Trainings.minimal(), nodes(Nodes.node("u", "nvidia.com/gpu", 2, ""))));
    assertThat(snapshot.profile()).isEqualTo("low");
    assertThat(snapshot.product()).isNull();
    assertThat(snapshot.evidence()).isEqualTo("nvidia.com/gpu=2");
    assertThat(snapshot.reason())
        .isEqualTo("low: node u offers nvidia.com/gpu and no label says which GPU that is");
  }

  @Test
  void profilesOfTheClusterAddAndOverride() {
    AlphaZeroProfileSpec lab =
        new AlphaZeroProfileSpec("lab", true, null, null, null, null, null, null, null);
    AlphaZeroProfileSpec plain =
        new AlphaZeroProfileSpec("plain", null, null, null, null, null, null, null, null);
    Profiles profiles = Profiles.builtIn().with("lab", lab).with("mid", plain).with("plain", plain);
    assertThat(gpuOf("lab", profiles)).isTrue();
    assertThat(gpuOf("mid", profiles)).as("made for the class of its name").isTrue();
    assertThat(gpuOf("plain", profiles)).isFalse();
    Snapshot auto = snapshot(Resolve.of(Trainings.minimal(), null, null, TWO_T4, profiles, NOW));
    assertThat(auto.gpu()).isTrue();
    assertThat(auto.settings().actors().replicas()).isEqualTo(2);
  }

  private static boolean gpuOf(String profile, Profiles profiles) {
    return snapshot(
            Resolve.of(Trainings.with("profile=" + profile), null, null, TWO_T4, profiles, NOW))
        .gpu();
  }

  @Test
  void theStatusShowsEverySettingAndItsOrigin() {
    Snapshot snapshot = snapshot(first(Trainings.with("search.simulations=77"), TWO_T4));
    AlphaZeroTrainingStatus.Profile status = snapshot.status();
    assertThat(status.name()).isEqualTo("mid");
    assertThat(status.evidence()).isEqualTo(snapshot.evidence());
    assertThat(status.hash()).isEqualTo(SettingsJson.hash(snapshot.settings())).hasSize(64);
    assertThat(status.settings())
        .containsEntry("search.simulations", "77")
        .containsEntry("inference.placement", "shared");
    assertThat(status.origins())
        .containsEntry("search.simulations", "the specification")
        .containsOnlyKeys(Objects.requireNonNull(status.settings()).keySet());
  }

  private static void assertWarning(String assignment, Cluster cluster, String warning) {
    assertThat(resolved(first(Trainings.with(assignment.split(";", -1)), cluster)).warnings())
        .containsExactly(warning);
  }
}
