package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not the training's is never used: no pod is started with it, and nobody changes it.
final class OwnershipIT {
  private static final String ONE = "actors: {replicas: 1, autoscaling: {mode: \"Off\"}}";

  /// Labels that say it is the training's, and nothing else that does.
  private static final String FORGED =
      "{app.kubernetes.io/managed-by: alphazero-operator, alphazero.dev/training: NAME,"
          + " app.kubernetes.io/component: learner}";

  private static final String CLAIM =
      "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}";

  private static Stage stage;
  private static RunningOperator operator;

  @BeforeAll
  static void start() {
    stage = new Stage();
    operator = stage.operator();
  }

  @AfterAll
  static void end() {
    operator.close();
    stage.close();
  }

  /// Kind, suffix of the name, the rest of the object.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1 | ServiceAccount | '' | imagePullSecrets: [{name: payroll-registry}]
          v1 | PersistentVolumeClaim | -data | CLAIM
          v1 | Secret | -ca | type: Opaque
          v1 | Secret | -tls | type: Opaque
          v1 | Service | -learner | spec: {clusterIP: None}
          networking.k8s.io/v1 | NetworkPolicy | '' | spec: {podSelector: {matchLabels: {app: x}}}
          """)
  void nothingIsStartedWithWhatIsThereAndNotOurs(
      String version, String kind, String suffix, String rest) {
    String name = "plain-" + kind.toLowerCase(Locale.ROOT) + suffix + "-of";
    assertIsLeftAlone(name, version, kind, suffix, "{app: billing}", "", rest);
  }

  /// The same with the training's labels, and somebody else as its controller.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v1 | ServiceAccount | '' | imagePullSecrets: [{name: payroll-registry}]
          v1 | PersistentVolumeClaim | -data | CLAIM
          v1 | Secret | -tls | type: Opaque
          """)
  void labelsMakeNothingOurs(String version, String kind, String suffix, String rest) {
    String name = "labelled-" + kind.toLowerCase(Locale.ROOT) + suffix + "-of";
    assertIsLeftAlone(name, version, kind, suffix, FORGED.replace("NAME", name), owner(name), rest);
  }

  @Test
  void aClaimWithoutOwnerIsUsedForTheSameGameAndNetworkOnly() {
    String name = "nobodys";
    create("v1", "PersistentVolumeClaim", "nobodys-data", FORGED.replace("NAME", name), "", CLAIM);
    HasMetadata before = live("PersistentVolumeClaim", "nobodys-data");
    stage.apply(name, ONE);
    stage.awaitCondition(name, "ProfileResolved", "FALSE/VolumeBelongsToAnother");
    assertThat(stage.children(name)).containsOnlyKeys("PersistentVolumeClaim/nobodys-data");
    assertThat(live("PersistentVolumeClaim", "nobodys-data")).isEqualTo(before);
  }

  @Test
  void whatRunsGoesOnAndMayStopAndNothingElseStarts() {
    stage.apply("goes-on", ONE);
    stage.awaitState("goes-on", "Running");
    Map<String, String> pods = pods("goes-on");
    Map<String, String> workloads = workloads("goes-on");
    assertThat(
            stage.kubectl("", "label", "serviceaccount/goes-on", Children.MANAGED_BY + "-").exit())
        .isZero();
    stage.awaitCondition("goes-on", "WriteRefused", "TRUE/NotOurs");
    stage.applyAndSettle(
        "goes-on",
        "cpu",
        "search: {simulations: 99}\nactors: {replicas: 3, autoscaling: {mode: \"Off\"}}");
    stage.awaitCondition("goes-on", "WriteRefused", "TRUE/NotOurs");
    assertThat(workloads("goes-on")).isEqualTo(workloads);
    assertThat(pods("goes-on")).isEqualTo(pods);

    stage.apply("goes-on", "suspend: true\n" + ONE);
    stage.awaitState("goes-on", "Suspended");
    assertThat(pods("goes-on")).isEmpty();
    stage.applyAndSettle("goes-on", "cpu", "suspend: false\n" + ONE);
    stage.awaitCondition("goes-on", "Degraded", "TRUE/NotOurs");
    assertThat(pods("goes-on")).isEmpty();

    assertThat(stage.kubectl("", "delete", "serviceaccount", "goes-on").exit()).isZero();
    stage.apply("goes-on", "ttlAfterFinished: 1h\n" + ONE);
    stage.awaitState("goes-on", "Running");
  }

  /// A choice that somebody wrote in the training's name is not what runs.
  @Test
  void aRevisionOfSomebodyElseIsNotBelieved() {
    stage.apply("chosen", ONE);
    stage.awaitState("chosen", "Running");
    HasMetadata own =
        stage.objects("chosen").stream()
            .filter(child -> child.getKind().equals("ControllerRevision"))
            .findFirst()
            .orElseThrow();
    HasMetadata forged = stage.client.resource(own).get();
    forged.getMetadata().setName("chosen-forged");
    forged.getMetadata().setResourceVersion(null);
    forged.getMetadata().setUid(null);
    forged.getMetadata().setOwnerReferences(List.of());
    ((ControllerRevision) forged).setRevision(99L);
    forged.getMetadata().getLabels().put(Children.TRAINING, "forged");
    stage.client.resource(forged).create();
    stage.apply("forged", "search: {simulations: 7}\n" + ONE);
    stage.awaitState("forged", "Running");
    assertThat(
            Objects.requireNonNull(
                    Objects.requireNonNull(stage.status("forged").profile()).settings())
                .get("search.simulations"))
        .isEqualTo("7");
  }

  private static void assertIsLeftAlone(
      String name,
      String version,
      String kind,
      String suffix,
      String labels,
      String owner,
      String rest) {
    create(version, kind, name + suffix, labels, owner, rest.replace("CLAIM", CLAIM));
    HasMetadata before = live(kind, name + suffix);
    stage.apply(name, ONE);
    stage.awaitCondition(name, "WriteRefused", "TRUE/NotOurs");
    stage.awaitCondition(name, "Degraded", "TRUE/NotOurs");
    assertThat(stage.message(name, "WriteRefused"))
        .contains(kind + " " + name + suffix, "delete or rename it", "no pod is started");
    assertThat(workloads(name)).isEmpty();
    assertThat(pods(name)).isEmpty();
    assertThat(live(kind, name + suffix)).isEqualTo(before);

    assertThat(stage.kubectl("", "delete", kind, name + suffix, "--wait=false").exit()).isZero();
    Volumes.release(stage, name + "-data");
    stage.apply(name, "ttlAfterFinished: 1h\n" + ONE);
    stage.awaitState(name, "Running");
    assertThat(stage.condition(name, "WriteRefused")).isEmpty();
  }

  /// Somebody else, who exists: the garbage collector leaves his objects alone.
  private static String owner(String name) {
    create("v1", "ConfigMap", name + "-owner", "{app: billing}", "", "data: {}");
    return "ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: %s-owner, uid: %s, controller: true}]"
        .formatted(name, live("ConfigMap", name + "-owner").getMetadata().getUid());
  }

  private static void create(
      String version, String kind, String name, String labels, String owner, String rest) {
    String manifest =
        """
        apiVersion: %s
        kind: %s
        metadata:
          name: %s
          labels: %s
          %s
        %s
        """
            .formatted(version, kind, name, labels, owner, rest);
    var outcome = stage.kubectl(manifest, "create", "-f", "-");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private static HasMetadata live(String kind, String name) {
    String yaml = stage.kubectl("", "get", kind, name, "-o", "yaml", "--show-managed-fields").out();
    return Serialization.unmarshal(yaml);
  }

  private static Map<String, String> workloads(String name) {
    return Stage.byName(
        stage.objects(name).stream()
            .filter(child -> List.of("Deployment", "StatefulSet").contains(child.getKind()))
            .toList(),
        child -> String.valueOf(child.getMetadata().getGeneration()));
  }

  private static Map<String, String> pods(String name) {
    List<Pod> pods =
        stage
            .client
            .pods()
            .inNamespace(stage.namespace)
            .withLabel(Children.TRAINING, name)
            .list()
            .getItems();
    return Stage.byName(List.copyOf(pods), pod -> pod.getMetadata().getUid());
  }
}
