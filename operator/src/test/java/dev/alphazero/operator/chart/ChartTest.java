package dev.alphazero.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.alphazero.operator.Golden;
import dev.alphazero.operator.manifest.OperatorConfig;
import dev.alphazero.operator.policy.Bounds;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.policy.PolicyReader;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The chart as Helm renders it.
final class ChartTest {
  private static final Path CRDS = Release.CHART.resolve("files/crds");
  private static final Map<String, Object> WITHOUT_CRDS = Map.of("crds.enabled", false);

  @Test
  void lintFindsNothing() {
    LintResult result = new Helm(Release.CHART).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void rendersByDefaultWhatIsAppliedWithoutHelm() {
    String rendered = Release.of(WITHOUT_CRDS).render();

    Golden.assertMatches("chart-default.yaml", rendered);
    Golden.assertMatches("../../../../../deploy/operator.yaml", rendered);
  }

  @Test
  void rendersForSomeNamespaces() {
    Golden.assertMatches(
        "chart-namespaced.yaml",
        Release.of(
                Map.of(
                    "crds.enabled", false,
                    "watch.namespaces[0]", "team-a",
                    "watch.namespaces[1]", "team-b",
                    "nodes.read", false,
                    "rbac.aggregate", false))
            .render());
  }

  @Test
  void rendersThePolicyForTheApiServer() {
    String rendered =
        new Release(
                "alphazero-operator",
                "alphazero-system",
                Map.of(
                    "crds.enabled", false,
                    "admission.policy", true,
                    "policy.contact", "the platform team",
                    "policy.namespaces[0].name", "gold",
                    "policy.namespaces[0].namespaceSelector.matchLabels.tier", "gold",
                    "policy.namespaces[0].bounds.images.refuse[0]", "*",
                    "policy.namespaces[0].bounds.images.allow[0]", "ghcr.io/acme/worker"),
                List.of())
            .render();

    Golden.assertMatches(
        "chart-admission.yaml",
        documents(rendered)
            .filter(document -> document.contains("templates/admission.yaml"))
            .reduce("", (all, document) -> all + "---" + document));
  }

  /// What is written in values is what an operator goes by that is told nothing.
  @Test
  void thePolicyOfTheChartIsThatOfTheOperator() {
    Container container = operator(Release.of(WITHOUT_CRDS)).getContainers().getFirst();

    Policy policy = PolicyReader.read(environment(container, "ALPHAZERO_POLICY"));

    assertThat(policy.bounds()).isEqualTo(Bounds.DEFAULT);
    assertThat(policy.whomToAsk()).isEqualTo(Policy.DEFAULT.whomToAsk());
    assertThat(policy.namespaces()).isEmpty();
  }

  @Test
  void largeUsersReachTheOperatorAsNumbers() {
    Container container =
        operator(
                Release.of(
                    Map.of(
                        "policy.bounds.users[0].min", 1_000_700_000,
                        "policy.bounds.users[0].max", 1_000_709_999)))
            .getContainers()
            .getFirst();

    Policy policy = PolicyReader.read(environment(container, "ALPHAZERO_POLICY"));

    assertThat(policy.boundsOf(Map.of()).users())
        .containsExactly(new Bounds.Range(1_000_700_000, 1_000_709_999));
  }

  @Test
  void rendersEverything() {
    List<String> kinds =
        Release.ofEverything().resources().stream().map(HasMetadata::getKind).toList();

    assertThat(kinds)
        .contains(
            "Deployment",
            "ServiceAccount",
            "ClusterRole",
            "PodDisruptionBudget",
            "PodMonitor",
            "PrometheusRule",
            "RuntimeClass",
            "DaemonSet",
            "ConfigMap");
  }

  @Test
  void rendersTheDevicePluginWithMps() {
    Release release =
        Release.of(
            Map.of(
                "crds.enabled",
                false,
                "nvidia.devicePlugin.enabled",
                true,
                "nvidia.devicePlugin.image",
                "nvidia/k8s-device-plugin:v0.20.0",
                "nvidia.devicePlugin.nodeSelector.pool",
                "gpu",
                "nvidia.mps.enabled",
                true,
                "nvidia.mps.replicas",
                2));

    Golden.assertMatches("chart-mps.yaml", nvidia(release));
  }

  @Test
  void rendersTheDevicePlugin() {
    Release release =
        new Release(
            "alphazero-operator",
            "alphazero-system",
            WITHOUT_CRDS,
            List.of(Release.ROOT.resolve("examples/device-plugin/values.yaml")));

    Golden.assertMatches("chart-device-plugin.yaml", nvidia(release));
  }

  private static String nvidia(Release release) {
    return documents(release.render())
        .filter(document -> document.contains("templates/nvidia.yaml"))
        .reduce("", (all, document) -> all + "---" + document);
  }

  @Test
  void rendersEachCrdOnceAndKeepsIt() throws IOException {
    List<CustomResourceDefinition> crds =
        Release.of(Map.of()).resources(CustomResourceDefinition.class);

    assertThat(crds).hasSameSizeAs(crdFiles());
    assertThat(crds)
        .allSatisfy(
            crd ->
                assertThat(crd.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
    assertThat(Release.of(WITHOUT_CRDS).resources(CustomResourceDefinition.class)).isEmpty();
  }

  @Test
  void kustomizeAppliesTheSameCrds() throws IOException {
    StringBuilder expected =
        new StringBuilder(
            """
            # The CRDs without the chart. A test keeps the list equal to the files.
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            """);
    List<Path> files = crdFiles();
    expected.append(files.isEmpty() ? "resources: []\n" : "resources:\n");
    files.forEach(file -> expected.append("  - ").append(file.getFileName()).append('\n'));

    Golden.assertMatches(
        "../../../../../charts/alphazero-operator/files/crds/kustomization.yaml",
        expected.toString());
  }

  @Test
  void releasesOfOneNameInTwoNamespacesDoNotCollide() {
    Release first = new Release("az", "team-a", WITHOUT_CRDS, List.of());
    Release second = new Release("az", "team-b", WITHOUT_CRDS, List.of());

    assertThat(identities(first)).doesNotContainAnyElementsOf(identities(second));
  }

  @Test
  void releasesOfTwoNamesInOneNamespaceDoNotCollide() {
    Release first = new Release("one", "ml", WITHOUT_CRDS, List.of());
    Release second = new Release("two", "ml", WITHOUT_CRDS, List.of());

    assertThat(identities(first)).doesNotContainAnyElementsOf(identities(second));
  }

  @Test
  void theOperatorMeetsTheRestrictedStandard() {
    PodSpec pod = operator(Release.ofEverything());

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getVolumes()).allSatisfy(volume -> assertThat(volume.getEmptyDir()).isNotNull());
    assertThat(pod.getContainers())
        .allSatisfy(
            container -> {
              var context = container.getSecurityContext();
              assertThat(context.getAllowPrivilegeEscalation()).isFalse();
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(context.getCapabilities().getAdd()).isEmpty();
            });
  }

  @Test
  void everyContainerSaysWhatItNeeds() {
    assertThat(podsOf(Release.ofEverything()).flatMap(pod -> pod.getContainers().stream()))
        .hasSize(2)
        .allSatisfy(
            container -> {
              assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
              assertThat(container.getResources().getLimits()).containsKey("memory");
            });
  }

  @Test
  void imagesHaveTheVersionOfTheProject() throws IOException {
    String version = projectVersion().replace("-SNAPSHOT", "");

    PodSpec pod = operator(Release.of(Map.of()));

    Container container = pod.getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("alphazero/operator:" + version);
    assertThat(environment(container, "ALPHAZERO_WORKER_IMAGE"))
        .isEqualTo("alphazero/worker:" + version);
    assertThat(environment(container, "ALPHAZERO_WORKER_CUDA_IMAGE"))
        .isEqualTo("alphazero/worker:" + version + "-cuda");
  }

  @Test
  void aDigestWinsOverATag() {
    String digest = "sha256:" + "a".repeat(64);

    PodSpec pod =
        operator(
            Release.of(
                Map.of("image.tag", "1.2.3", "image.digest", digest, "worker.image.tag", "1.2.4")));

    Container container = pod.getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("alphazero/operator@" + digest);
    assertThat(environment(container, "ALPHAZERO_WORKER_IMAGE"))
        .isEqualTo("alphazero/worker:1.2.4");
  }

  /// What `worker.cudaImage` does not say follows from `worker.image`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          worker.image.repository=r/worker;worker.image.tag=2.0.0 | r/worker:2.0.0-cuda
          worker.image.tag=2.0.0;worker.cudaImage.tag=3.0.0       | alphazero/worker:3.0.0
          worker.image.tag=2.0.0;worker.cudaImage.repository=r/gpu | r/gpu:2.0.0-cuda
          worker.image.digest=%1$s;worker.image.tag=2.0.0         | alphazero/worker:2.0.0-cuda
          worker.cudaImage.digest=%1$s                             | alphazero/worker@%1$s
          """)
  void gpuPodsHaveAnImageOfTheirOwn(String values, String image) {
    String digest = "sha256:" + "b".repeat(64);
    Map<String, Object> set =
        Stream.of(values.formatted(digest).split(";", -1))
            .map(value -> value.split("=", -1))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

    Container container = operator(Release.of(set)).getContainers().getFirst();

    assertThat(environment(container, "ALPHAZERO_WORKER_CUDA_IMAGE"))
        .isEqualTo(image.formatted(digest));
  }

  private static PodSpec operator(Release release) {
    return release.resources(Deployment.class).getFirst().getSpec().getTemplate().getSpec();
  }

  private static Stream<PodSpec> podsOf(Release release) {
    return release.resources().stream()
        .mapMulti(
            (resource, pods) -> {
              switch (resource) {
                case Deployment deployment ->
                    pods.accept(deployment.getSpec().getTemplate().getSpec());
                case DaemonSet daemonSet ->
                    pods.accept(daemonSet.getSpec().getTemplate().getSpec());
                default -> {}
              }
            });
  }

  private static String environment(Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void theOperatorIsLetInByTheTrainingsWhateverItsName() {
    Deployment operator =
        Release.of(Map.of("nameOverride", "trainer", "fullnameOverride", "trainer"))
            .resources(Deployment.class)
            .getFirst();

    assertThat(operator.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(OperatorConfig.POD_LABELS);
  }

  /// Kind, namespace and name: what two releases must not share.
  private static List<String> identities(Release release) {
    return release.resources().stream()
        .map(
            resource ->
                resource.getKind()
                    + " "
                    + (resource instanceof Namespaced ? resource.getMetadata().getNamespace() : "-")
                    + "/"
                    + resource.getMetadata().getName())
        .toList();
  }

  private static Stream<String> documents(String manifests) {
    return Stream.of(manifests.split("(?m)^---$")).filter(document -> !document.isBlank());
  }

  private static List<Path> crdFiles() throws IOException {
    try (Stream<Path> files = Files.list(CRDS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("alphazero"))
          .sorted()
          .toList();
    }
  }

  private static String projectVersion() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(Release.ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
