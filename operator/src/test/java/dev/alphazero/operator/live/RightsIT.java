package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.chart.Release;
import dev.alphazero.operator.live.RunningOperator.Variant;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.policy.PolicyReader;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The chart's rights against what the operator asks: nothing missing, nothing unused.
final class RightsIT {
  private static final Path PROGRESS = Path.of("..", "examples", "progress");
  private static final String STORAGE =
      "checkpoints: {storage: {storageClassName: " + Volumes.CLASS + "%s}}";
  private static final int FORBIDDEN = 403;
  private static final Duration QUARTER = Duration.ofDays(80);

  /// What every account may ask: who it is and what it may do.
  private static final String ACCESS = "authorization.k8s.io/";

  /// The Java Operator SDK wants to see this right before it starts, and Fabric8 does not use it.
  private static final Right SDK = new Right("update", "coordination.k8s.io/leases");

  @Test
  void anOperatorOfAllNamespacesHasTheRightsThatItUses() throws IOException {
    try (Stage stage = new Stage()) {
      installPodMonitors(stage);
      Release release = release(stage, Map.of());
      Wire wire = live(stage, release, Constants.WATCH_ALL_NAMESPACES);
      assertThat(used(wire)).isEqualTo(granted(release));
    }
  }

  @Test
  void anOperatorOfOneNamespaceHasTheRightsThatItUses() throws IOException {
    try (Stage stage = new Stage()) {
      installPodMonitors(stage);
      Release release = release(stage, Map.of("watch.namespaces[0]", stage.namespace));
      Wire wire = live(stage, release, stage.namespace);
      assertThat(used(wire)).isEqualTo(granted(release));
      assertThat(wire.requests())
          .filteredOn(request -> !isOfTheCluster(request))
          .allSatisfy(
              request ->
                  assertThat(request.path())
                      .containsAnyOf(
                          "/namespaces/" + stage.namespace + "/",
                          "/namespaces/" + release.namespace() + "/"));
    }
  }

  @Test
  void anOperatorThatMayNotReadNodesNeedsAProfileByName() {
    try (Stage stage = new Stage()) {
      Release release =
          release(stage, Map.of("watch.namespaces[0]", stage.namespace, "nodes.read", false));
      Config account = account(stage, release);
      try (RunningOperator operator =
          RunningOperator.start(account, stage.namespace, stage.roles, new Wire())) {
        stage.apply("auto", "auto", "");
        stage.apply("named", "");
        stage.awaitState("named", "Running");
        stage.awaitCondition("auto", "ProfileResolved", "FALSE/NodesNotReadable");
        assertThat(stage.message("auto", "ProfileResolved")).contains("profile");
        assertThat(forbidden(operator.wire())).isEmpty();
      }
    }
  }

  @Test
  void anOperatorWhosePolicyGoesByLabelsReadsNamespacesAndNothingElseOfTheCluster() {
    try (Stage stage = new Stage()) {
      Release release =
          release(
              stage,
              Map.of(
                  "watch.namespaces[0]",
                  stage.namespace,
                  "nodes.read",
                  false,
                  "policy.namespaces[0].name",
                  "gold",
                  "policy.namespaces[0].namespaceSelector.matchLabels.tier",
                  "gold",
                  "policy.namespaces[0].bounds.affinityToOtherNamespaces",
                  true));
      Policy policy =
          PolicyReader.read(
              """
              version: 1
              namespaces:
              - {name: gold, namespaceSelector: {matchLabels: {tier: gold}}, bounds: {}}
              """);
      try (RunningOperator operator =
          RunningOperator.start(
              account(stage, release),
              stage.namespace,
              stage.roles,
              new Wire(),
              Variant.of(policy))) {
        stage.apply("named", "");
        stage.awaitState("named", "Running");
        assertThat(forbidden(operator.wire())).isEmpty();
        assertThat(used(operator.wire()))
            .contains(new Right("list", "/namespaces"), new Right("watch", "/namespaces"));
      }
    }
  }

  /// Lets the operator do everything that it ever does, and returns what it asked.
  private static Wire live(Stage stage, Release release, String watched) throws IOException {
    Config account = account(stage, release);
    Wire wire = new Wire();
    try (RunningOperator _ =
        RunningOperator.start(
            account, watched, stage.roles, wire, variant(release, Clock.systemUTC()))) {
      runsAndRests(stage);
      losesInferencePods(stage);
      growsItsVolume(stage);
      meetsObjectsOfOthers(stage, wire);
    }
    String certificates = certificates(stage);
    try (RunningOperator _ =
        RunningOperator.start(
            account,
            watched,
            stage.roles,
            wire,
            variant(release, Clock.offset(Clock.systemUTC(), QUARTER)))) {
      stage.await("new certificates", () -> !certificates(stage).equals(certificates));
      completesAndExpires(stage);
    }
    assertThat(forbidden(wire)).isEmpty();
    return wire;
  }

  private static void runsAndRests(Stage stage) throws IOException {
    stage.roles.tell(Files.readString(PROGRESS.resolve("learner-running.json")));
    Volumes.install(stage);
    stage.apply("life", STORAGE.formatted(""));
    stage.awaitState("life", "Running");
    stage.apply("life", "suspend: true\n" + STORAGE.formatted(""));
    stage.awaitState("life", "Suspended");
    stage.apply("life", "search: {simulations: 99}\n" + STORAGE.formatted(""));
    stage.awaitState("life", "Running");
  }

  private static void losesInferencePods(Stage stage) {
    stage.apply("shared", "mid", "inference: {placement: shared}");
    stage.awaitState("shared", "Running");
    assertThat(stage.children()).containsKeys("Deployment/shared-inference");
    stage.apply("shared", "mid", "inference: {placement: actor}");
    stage.await(
        "no inference pods",
        () ->
            !stage.children().containsKey("Deployment/shared-inference")
                && !stage.children().containsKey("PodDisruptionBudget/shared-inference"));
  }

  private static void growsItsVolume(Stage stage) {
    Volumes.bind(stage, "life-data");
    stage.apply("life", STORAGE.formatted(", size: 77Gi"));
    stage.await("a larger claim", () -> Volumes.size(stage, "life-data").equals("77Gi"));
  }

  /// Children that lose our label belong to somebody else from then on.
  private static void meetsObjectsOfOthers(Stage stage, Wire wire) {
    stage.apply("lost", "mid", "inference: {placement: shared}");
    stage.awaitState("lost", "Running");
    adopts(stage, wire);
    List<String> children =
        stage.children("lost").keySet().stream()
            .filter(child -> !child.startsWith("ControllerRevision/"))
            .toList();
    // Workloads first: nothing of them is written once what their pods use is somebody else's.
    children.stream().filter(RightsIT::isWorkload).forEach(child -> orphan(stage, wire, child));
    children.stream()
        .filter(child -> !isWorkload(child))
        .forEach(child -> orphan(stage, wire, child));
    orphan(stage, wire, "podmonitors/lost");
    stage.awaitCondition("lost", "WriteRefused", "TRUE/NotOurs");
    stage.children().keySet().stream()
        .filter(child -> child.startsWith("ControllerRevision/lost-"))
        .forEach(child -> orphan(stage, wire, child));
    stage
        .client
        .resources(AlphaZeroTraining.class)
        .inNamespace(stage.namespace)
        .withName("lost")
        .delete();
  }

  /// A child without an owner is adopted, by a training that is asked for first.
  private static void adopts(Stage stage, Wire wire) {
    String child = "serviceaccount/lost";
    assertThat(
            stage
                .kubectl(
                    "",
                    "patch",
                    child,
                    "--type=merge",
                    "-p",
                    "{\"metadata\":{\"ownerReferences\":null}}")
                .exit())
        .isZero();
    stage.await(
        "adopted",
        () ->
            stage
                    .kubectl("", "get", child, "-o", "jsonpath={.metadata.ownerReferences[0].name}")
                    .out()
                    .equals("lost")
                && wire.requests().stream()
                    .anyMatch(
                        request ->
                            request.method().equals("GET")
                                && request.path().endsWith("/alphazerotrainings/lost")));
  }

  private static boolean isWorkload(String child) {
    return child.startsWith("Deployment/") || child.startsWith("StatefulSet/");
  }

  private static void orphan(Stage stage, Wire wire, String child) {
    assertThat(stage.kubectl("", "label", child, Children.MANAGED_BY + "-").exit()).isZero();
    String name = child.substring(child.indexOf('/'));
    stage.await(
        child + " looked at",
        () ->
            wire.requests().stream()
                .anyMatch(
                    request ->
                        request.method().equals("GET")
                            && request.path().endsWith(name)
                            && Right.of(request)
                                .orElseThrow()
                                .resource()
                                .endsWith("/" + plural(child))));
  }

  private static String plural(String child) {
    String kind = child.substring(0, child.indexOf('/')).toLowerCase(Locale.ROOT);
    return kind.endsWith("s")
        ? kind
        : kind.endsWith("y") ? kind.replaceAll("y$", "ies") : kind + "s";
  }

  private static String certificates(Stage stage) {
    return String.valueOf(
        stage
            .client
            .secrets()
            .inNamespace(stage.namespace)
            .withName("life-tls")
            .get()
            .getData()
            .get("learner.crt"));
  }

  private static void completesAndExpires(Stage stage) throws IOException {
    stage.apply("life", "ttlAfterFinished: 1s\n" + STORAGE.formatted(", size: 77Gi"));
    stage.roles.tell(Files.readString(PROGRESS.resolve("learner-complete.json")));
    stage.await(
        "expired",
        () ->
            stage.children().keySet().stream()
                .filter(child -> child.contains("/life"))
                .allMatch(
                    child ->
                        child.startsWith("PersistentVolumeClaim/")
                            || child.startsWith("ControllerRevision/")));
  }

  private static Variant variant(Release release, Clock clock) {
    return new Variant(true, clock, settings -> elect(settings, release));
  }

  private static void elect(ConfigurationServiceOverrider settings, Release release) {
    settings.withLeaderElectionConfiguration(
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(release.name())
            .withLeaseNamespace(release.namespace())
            .withLeaseDuration(Duration.ofSeconds(15))
            .withRenewDeadline(Duration.ofSeconds(10))
            .withRetryPeriod(Duration.ofSeconds(1))
            .withExitOnStopLeading(false)
            .build());
  }

  private static Release release(Stage stage, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("crds.enabled", false);
    all.put("monitoring.trainings.podMonitors", true);
    String name = "rights-" + stage.namespace;
    all.put("fullnameOverride", name);
    Release release = new Release(name, "system-of-" + stage.namespace, all, List.of());
    stage.applyAll(
        List.of(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(release.namespace())
                .endMetadata()
                .build()));
    stage.applyAll(
        release.resources().stream()
            .filter(object -> object.getApiVersion().startsWith("rbac.authorization.k8s.io/"))
            .toList());
    return release;
  }

  private static Config account(Stage stage, Release release) {
    return stage.server.configAs(
        "system:serviceaccount:" + release.namespace() + ":" + release.name(),
        "system:serviceaccounts",
        "system:serviceaccounts:" + release.namespace(),
        "system:authenticated");
  }

  private static Set<Right> used(Wire wire) {
    Set<Right> used = new TreeSet<>(Right.usedBy(wire));
    used.removeIf(right -> right.resource().startsWith(ACCESS));
    used.add(SDK);
    return used;
  }

  /// The rights that are bound to the operator, not those that people get.
  private static Set<Right> granted(Release release) {
    Stream<PolicyRule> everywhere =
        release.resources(ClusterRole.class).stream()
            .filter(
                role ->
                    role.getMetadata().getLabels().keySet().stream()
                        .noneMatch(label -> label.contains("aggregate-to")))
            .flatMap(role -> role.getRules().stream());
    Stream<PolicyRule> somewhere =
        release.resources(Role.class).stream().flatMap(role -> role.getRules().stream());
    return Stream.concat(everywhere, somewhere)
        .flatMap(Right::in)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Wire.Answer> forbidden(Wire wire) {
    return wire.answers().stream().filter(answer -> answer.code() == FORBIDDEN).toList();
  }

  private static boolean isOfTheCluster(Wire.Request request) {
    return Right.of(request)
        .map(Right::resource)
        .filter(
            resource ->
                !resource.startsWith(ACCESS)
                    && !Set.of(
                            "/nodes",
                            "alphazero.dev/alphazeroprofiles",
                            "storage.k8s.io/storageclasses")
                        .contains(resource))
        .isEmpty();
  }

  private static void installPodMonitors(Stage stage) {
    String crd =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: podmonitors.monitoring.coreos.com}
        spec:
          group: monitoring.coreos.com
          names: {kind: PodMonitor, plural: podmonitors}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """;
    assertThat(stage.kubectl(crd, "apply", "--server-side", "-f", "-").exit()).isZero();
    assertThat(
            stage
                .kubectl(
                    "",
                    "wait",
                    "--for=condition=Established",
                    "--timeout=30s",
                    "crd/podmonitors.monitoring.coreos.com")
                .exit())
        .isZero();
  }
}
