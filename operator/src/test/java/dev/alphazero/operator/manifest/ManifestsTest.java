package dev.alphazero.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.freeze.PodsYaml;
import dev.alphazero.operator.freeze.Snapshots;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.lifecycle.RunPlan.Phase;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.resolve.Snapshot;
import dev.alphazero.operator.tls.MountedSecret;
import dev.alphazero.operator.tls.TrainingCertificates;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is created for a training, object by object.
final class ManifestsTest {
  private static final AlphaZeroTraining MINIMAL = Trainings.minimal();
  private static final AlphaZeroTraining MAXIMAL =
      Trainings.of(
          """
          apiVersion: alphazero.dev/v1alpha1
          kind: AlphaZeroTraining
          metadata:
            name: c4
            namespace: games
            labels: {kueue.x-k8s.io/queue-name: gpus}
          spec:
            game: {name: connect-four}
          """
              + PodsYaml.EVERYTHING);

  private static final AlphaZeroTraining BOUNDED = Trainings.withSpec(PodsYaml.BOUNDED);

  static final Map<String, Desired> CASES =
      Map.of(
          "dedicated", Examples.desired(MINIMAL, Snapshots.onGpus(MINIMAL)),
          "shared-gpu", Examples.desired(MINIMAL, Snapshots.onOneGpu(MINIMAL)),
          "local-inference", Examples.desired(MINIMAL, Snapshots.onCpus(MINIMAL)),
          "overrides", Examples.desired(MAXIMAL, Snapshots.onGpus(MAXIMAL)));

  @TestFactory
  Stream<DynamicTest> everyObjectIsAsItsGoldenFile() {
    Map.Entry<String, Desired> bounded =
        Map.entry("bounded", Examples.desired(BOUNDED, Snapshots.onGpus(BOUNDED)));
    return Stream.concat(CASES.entrySet().stream(), Stream.of(bounded))
        .flatMap(
            each ->
                Manifests.all(each.getValue()).stream()
                    .map(
                        object -> {
                          String file = "manifest/" + each.getKey() + "/" + fileName(object);
                          return DynamicTest.dynamicTest(
                              file, () -> Golden.assertMatches(file, Serialization.asYaml(object)));
                        }));
  }

  @Test
  void podsTrustBothAuthoritiesWhileOneTakesOverFromTheOther() {
    Desired calm = Examples.desired(MINIMAL, Snapshots.onGpus(MINIMAL));
    TrainingCertificates handover =
        new TrainingCertificates(
            calm.certificates().authority(),
            new MountedSecret(
                calm.certificates().mounted().roles(),
                "authority's certificate\nits predecessor's certificate\n",
                Instant.parse("2026-01-01T00:00:00Z")));
    Desired desired =
        new Desired(
            calm.training(),
            calm.frozen(),
            calm.plan(),
            handover,
            calm.claim(),
            calm.limits(),
            calm.operator());
    Golden.assertMatches(
        "manifest/handover/secret-c4-tls.yaml",
        Serialization.asYaml(SharedManifests.certificates(desired)));
  }

  /// What an earlier operator wrote cannot change, and is applied as it is.
  @Test
  void limitsStandBesideAConfigurationUnlessItIsOfAnEarlierOperator() {
    Desired now = Examples.desired(MINIMAL, Snapshots.onGpus(MINIMAL));
    FrozenRole learner = now.frozen().role(Role.LEARNER);
    ConfigMap map = SharedManifests.configMap(now, Role.LEARNER, learner);
    assertThat(map.getImmutable()).isNull();
    assertThat(map.getData()).containsOnlyKeys("worker.yaml", "limits.yaml");

    assertThat(LimitsWay.of(now.frozen(), List.of(map))).isEqualTo(LimitsWay.FILE);
    assertThat(LimitsWay.of(now.frozen(), List.of())).isEqualTo(LimitsWay.FILE);
    assertThat(LimitsWay.of(null, List.of())).isEqualTo(LimitsWay.FILE);
    ConfigMap earlier =
        new ConfigMapBuilder(map)
            .withImmutable(true)
            .withData(Map.of("worker.yaml", learner.workerYaml()))
            .build();
    assertThat(LimitsWay.of(now.frozen(), List.of(earlier))).isEqualTo(LimitsWay.CONFIGURATION);
    Desired then =
        new Desired(
            now.training(),
            now.frozen(),
            now.plan(),
            now.certificates(),
            now.claim(),
            LimitsWay.CONFIGURATION,
            now.operator());
    assertThat(SharedManifests.configMap(then, Role.LEARNER, learner)).isEqualTo(earlier);
  }

  @Test
  void aLearnerThatTellsNoLimitsDoesNotReadThem() {
    LearnerProgress reads = Situation.example(LearnerProgress.class, "learner-running");
    LearnerProgress readsNot = Situation.example(LearnerProgress.class, "learner-starting");
    assertThat(LimitsWay.FILE.isRead(null)).isTrue();
    assertThat(LimitsWay.FILE.isRead(reads)).isTrue();
    assertThat(LimitsWay.FILE.isRead(readsNot)).isFalse();
    assertThat(LimitsWay.CONFIGURATION.isRead(reads)).isFalse();
    assertThat(LimitsWay.CONFIGURATION.isRead(null)).isFalse();
  }

  @Test
  void whatPodsNeedComesBeforeThem() {
    assertThat(kinds("dedicated"))
        .containsExactly(
            "PersistentVolumeClaim c4-data",
            "ServiceAccount c4",
            "Secret c4-ca",
            "Secret c4-tls",
            "ConfigMap c4-actor",
            "ConfigMap c4-inference",
            "ConfigMap c4-learner",
            "NetworkPolicy c4",
            "Service c4-learner",
            "Service c4-inference",
            "PodDisruptionBudget c4-inference",
            "StatefulSet c4-learner",
            "Deployment c4-inference",
            "Deployment c4-actor",
            "PodMonitor c4");
  }

  @Test
  void onlyALearnerThatRunsIsProtectedAndOnlyWhenAsked() {
    String budget = "PodDisruptionBudget c4-learner";
    assertThat(kinds("dedicated")).doesNotContain(budget);
    assertThat(kinds("overrides")).contains(budget);
    Desired running = Objects.requireNonNull(CASES.get("overrides"));
    Desired stopped =
        new Desired(
            running.training(),
            running.frozen(),
            new RunPlan(Phase.SUSPENDED, 0, 0, 0, "Suspended", "", null, running.plan().restarts()),
            running.certificates(),
            running.claim(),
            running.limits(),
            running.operator());
    assertThat(kinds(stopped)).doesNotContain(budget).contains("StatefulSet c4-learner");
  }

  @Test
  void anAccountThatIsNamedIsUsedAndNoneIsMade() {
    AlphaZeroTraining training = Trainings.withSpec("  pods: {serviceAccountName: trainer}\n");
    Desired desired = Examples.desired(training, Snapshots.onGpus(training));
    assertThat(kinds(desired)).noneMatch(name -> name.startsWith("ServiceAccount"));
    assertThat(podSpecs(desired))
        .hasSize(3)
        .allSatisfy(pods -> assertThat(pods.getServiceAccountName()).isEqualTo("trainer"));
  }

  @Test
  void limitsOfOneRoleHoldForAProcessThatDoesTheWorkOfTwo() {
    AlphaZeroTraining training =
        Trainings.withSpec(
            "  pods: {learner: {resources: {requests: {cpu: \"2\"}, limits: {cpu: \"3\"}}}}\n");
    Desired desired = Examples.desired(training, Snapshots.onOneGpu(training));
    // Inference adds the 4 CPUs that it asks for.
    assertThat(podSpecs(desired).getFirst().getContainers().getFirst().getResources())
        .satisfies(it -> assertThat(it.getRequests().get("cpu")).hasToString("6"))
        .satisfies(it -> assertThat(it.getLimits().get("cpu")).hasToString("7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {cpu: 500m, memory: 2Gi}                                | 500m | 2Gi | null | 2Gi
          {limits: {cpu: 500m}}                                   | 500m | 16Gi | 500m | 16Gi
          {limits: {cpu: "64"}}                                   | 4 | 16Gi | 64 | 16Gi
          {requests: {memory: 2Gi}}                               | 4 | 2Gi | null | 2Gi
          {limits: {memory: 2Gi}}                                 | 4 | 2Gi | null | 2Gi
          {requests: {memory: 1Gi}, limits: {memory: 2Gi}}        | 4 | 1Gi | null | 2Gi
          {cpu: 500m, limits: {cpu: "1"}}                         | 500m | 16Gi | 1 | 16Gi
          """)
  void resourcesAreAsInKubernetes(
      String written, String cpu, String memory, String cpuLimit, String memoryLimit) {
    AlphaZeroTraining training =
        Trainings.withSpec("  pods: {learner: {resources: %s}}\n".formatted(written));
    Desired desired = Examples.desired(training, Snapshots.onGpus(training));
    assertThat(podSpecs(desired).getFirst().getContainers().getFirst().getResources())
        .satisfies(
            it -> {
              assertThat(it.getRequests().get("cpu")).hasToString(cpu);
              assertThat(it.getRequests().get("memory")).hasToString(memory);
              assertThat(String.valueOf(it.getLimits().get("cpu"))).isEqualTo(cpuLimit);
              assertThat(it.getLimits().get("memory")).hasToString(memoryLimit);
            });
  }

  /// The learner's first.
  private static List<PodSpec> podSpecs(Desired desired) {
    return Manifests.all(desired).stream()
        .<PodSpec>mapMulti(
            (object, pods) -> {
              switch (object) {
                case StatefulSet set -> pods.accept(set.getSpec().getTemplate().getSpec());
                case Deployment deployment ->
                    pods.accept(deployment.getSpec().getTemplate().getSpec());
                default -> {}
              }
            })
        .toList();
  }

  @Test
  void aSharedGpuMakesOneProcessWithBothServices() {
    assertThat(kinds("shared-gpu"))
        .contains("Service c4-inference", "StatefulSet c4-learner")
        .doesNotContain("Deployment c4-inference", "PodDisruptionBudget c4-inference");
    Container learner = container("shared-gpu", "c4-learner");
    assertThat(learner.getArgs())
        .containsExactly("learner", "--with-inference", "--config", "/etc/alphazero/worker.yaml");
    assertThat(learner.getResources().getLimits().get("nvidia.com/gpu")).hasToString("1");
    // Of the profile mid: 4 and 8Gi for inference, 4 and 16Gi for the learner.
    assertThat(learner.getResources().getRequests().get("cpu")).hasToString("8");
    assertThat(learner.getResources().getRequests().get("memory")).hasToString("24Gi");
  }

  @Test
  void placementActorMakesNoInference() {
    assertThat(kinds("local-inference"))
        .noneMatch(name -> name.contains("inference"))
        .contains("Deployment c4-actor", "StatefulSet c4-learner");
  }

  @TestFactory
  Stream<DynamicTest> everyPodIsRestricted() {
    return CASES.keySet().stream()
        .flatMap(
            name ->
                templates(name)
                    .map(
                        template ->
                            DynamicTest.dynamicTest(
                                name
                                    + " "
                                    + template.getSpec().getContainers().getFirst().getName(),
                                () -> assertRestricted(template.getSpec()))));
  }

  private static void assertRestricted(PodSpec pod) {
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getVolumes())
        .allMatch(
            volume ->
                volume.getConfigMap() != null
                    || volume.getSecret() != null
                    || volume.getEmptyDir() != null
                    || volume.getPersistentVolumeClaim() != null);
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(
            container -> {
              var context = container.getSecurityContext();
              assertThat(context.getAllowPrivilegeEscalation()).isFalse();
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(container.getResources().getLimits()).doesNotContainKey("cpu");
              assertThat(container.getResources().getLimits().get("memory"))
                  .isEqualTo(container.getResources().getRequests().get("memory"));
            });
  }

  @Test
  void actorsSeeNoGpu() {
    for (String name : CASES.keySet()) {
      Container actor = container(name, "c4-actor");
      assertThat(actor.getEnv())
          .anyMatch(
              variable ->
                  variable.getName().equals("NVIDIA_VISIBLE_DEVICES")
                      && variable.getValue().equals("void"));
      assertThat(actor.getResources().getLimits()).containsOnlyKeys("memory");
    }
  }

  /// Roles of each case, the image of their pods; the specification's wins.
  @ParameterizedTest
  @CsvSource({
    "dedicated, c4-actor, registry.example/alphazero-worker:1",
    "dedicated, c4-inference, registry.example/alphazero-worker:1-cuda",
    "dedicated, c4-learner, registry.example/alphazero-worker:1-cuda",
    "shared-gpu, c4-learner, registry.example/alphazero-worker:1-cuda",
    "shared-gpu, c4-actor, registry.example/alphazero-worker:1",
    "local-inference, c4-learner, registry.example/alphazero-worker:1",
    "overrides, c4-learner, registry.example/mine:3",
    "overrides, c4-actor, registry.example/mine:3"
  })
  void podsWithAGpuHaveTheImageForIt(String name, String role, String image) {
    assertThat(container(name, role).getImage()).isEqualTo(image);
  }

  @Test
  void everyChildIsOwnedButARetainedVolume() {
    CASES.forEach(
        (name, desired) -> {
          for (HasMetadata object : Manifests.all(desired)) {
            boolean retained = object instanceof PersistentVolumeClaim && !name.equals("overrides");
            assertThat(object.getMetadata().getOwnerReferences())
                .as("%s %s", name, object.getMetadata().getName())
                .hasSize(retained ? 0 : 1);
            assertThat(object.getMetadata().getLabels())
                .containsEntry(Children.TRAINING, "c4")
                .containsEntry(Children.MANAGED_BY, Children.MANAGER);
          }
        });
  }

  @Test
  void anExpiredTrainingKeepsItsVolumeAlone() {
    Snapshot snapshot = Snapshots.onGpus(MINIMAL);
    Desired expired = Examples.desired(MINIMAL, snapshot, Phase.EXPIRED, null);
    assertThat(Manifests.all(expired))
        .singleElement()
        .isEqualTo(Manifests.all(Examples.desired(MINIMAL, snapshot)).getFirst());
  }

  @Test
  void aVolumeThatIsThereKeepsItsClassAndNeverShrinks() {
    PersistentVolumeClaim larger = claim(new ClaimFacts("Bound", "30Gi", "fast", "any", false));
    assertThat(larger.getSpec().getResources().getRequests().get("storage")).hasToString("30Gi");
    assertThat(larger.getSpec().getStorageClassName()).isEqualTo("fast");
    PersistentVolumeClaim smaller = claim(new ClaimFacts("Bound", "1Gi", null, "any", false));
    assertThat(smaller.getSpec().getResources().getRequests().get("storage")).hasToString("10Gi");
    assertThat(smaller.getSpec().getStorageClassName()).isNull();
  }

  @Test
  void aVolumeIsAdoptedByTheSameGameAndNetworkOnly() {
    Snapshot snapshot = Snapshots.onGpus(MINIMAL);
    String identity = VolumeManifests.identity(snapshot.settings());
    assertThat(identity).isEqualTo("connect-four 5x64");
    AlphaZeroTraining larger = Trainings.withSpec("  network: {blocks: 6}\n");
    AlphaZeroTraining small =
        Trainings.withSpec("  game: {name: othello, options: {size: \"6\"}}\n");
    ClaimFacts claim = new ClaimFacts("Bound", "10Gi", null, identity, false);
    assertThat(VolumeManifests.isAdoptable(claim, snapshot.settings())).isTrue();
    assertThat(VolumeManifests.isAdoptable(claim, Snapshots.onGpus(larger).settings())).isFalse();
    assertThat(VolumeManifests.identity(Snapshots.onGpus(small).settings()))
        .startsWith("othello size=6 ");
    assertThat(
            VolumeManifests.isAdoptable(
                new ClaimFacts("Bound", "10Gi", null, null, false), snapshot.settings()))
        .isFalse();
  }

  private static PersistentVolumeClaim claim(ClaimFacts existing) {
    return (PersistentVolumeClaim)
        Manifests.all(Examples.desired(MINIMAL, Snapshots.onGpus(MINIMAL), Phase.RUNNING, existing))
            .getFirst();
  }

  private static List<String> kinds(String name) {
    return kinds(Objects.requireNonNull(CASES.get(name)));
  }

  private static List<String> kinds(Desired desired) {
    return Manifests.all(desired).stream()
        .map(object -> object.getKind() + " " + withoutHash(object))
        .toList();
  }

  private static Stream<PodTemplateSpec> templates(String name) {
    return Manifests.all(Objects.requireNonNull(CASES.get(name))).stream()
        .mapMulti(
            (object, found) -> {
              switch (object) {
                case Deployment deployment -> found.accept(deployment.getSpec().getTemplate());
                case StatefulSet set -> found.accept(set.getSpec().getTemplate());
                default -> {}
              }
            });
  }

  private static Container container(String name, String role) {
    return templates(name)
        .map(template -> template.getSpec().getContainers().getFirst())
        .filter(container -> role.endsWith(container.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static String fileName(HasMetadata object) {
    return object.getKind().toLowerCase(Locale.ROOT) + "-" + withoutHash(object) + ".yaml";
  }

  private static String withoutHash(HasMetadata object) {
    return object.getMetadata().getName().replaceAll("-[0-9a-f]{8}$", "");
  }
}
