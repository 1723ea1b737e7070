package dev.alphazero.operator.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apiserver.Kubectl;
import dev.alphazero.operator.chart.Release;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Trainings that were written before a rule was keep their status under it, on an API server that
/// behaves as the oldest that this one can.
final class YesterdayIT {
  private static final Path OLD_CRDS =
      Path.of("src", "test", "resources", "upgrade", "2026-11-30", "crds");

  private static final ApiServer SERVER = ApiServer.emulating("1.31");

  /// What the first build took and today's rules refuse, by the training's name.
  private static final Map<String, String> REFUSED_TODAY =
      Map.of(
          "memory", "\"pods\": {\"learner\": {\"resources\": {\"memory\": \"4m\"}}}",
          "processors", "\"pods\": {\"actor\": {\"resources\": {\"cpu\": \"4Gi\"}}}",
          "volume", "\"checkpoints\": {\"storage\": {\"size\": \"1m\"}}",
          "labels", "\"pods\": {\"actor\": {\"labels\": {\"a b\": \"c d\"}}}",
          "nodes", "\"pods\": {\"actor\": {\"nodeSelector\": {\"x y\": \"z\"}}}",
          "toleration",
              "\"pods\": {\"actor\": {\"tolerations\": [{\"operator\": \"Equal\", \"value\": \"x\"}]}}",
          "class", "\"pods\": {\"actor\": {\"priorityClassName\": \"Very High\"}}",
          "image", "\"image\": \"no image\"",
          "secret", "\"imagePullSecrets\": [\"My Secret\"]");

  private static final String OLD_NAMES =
      "\"ttlAfterFinished\": \"24h\", \"imagePullSecrets\": [\"registry\"],"
          + " \"actors\": {\"autoscaling\": {\"mode\": \"Off\"}}";

  @BeforeAll
  static void upgrade() {
    SERVER.installCrds(OLD_CRDS);
    REFUSED_TODAY.forEach((name, spec) -> assertThat(create(name, spec).err()).isEmpty());
    assertThat(create("names", OLD_NAMES).err()).isEmpty();
    SERVER.installCrds();
    // A definition is served before its new rules are.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                create("later", String.valueOf(REFUSED_TODAY.get("memory")), "--dry-run=server")
                        .exit()
                    != 0);
  }

  @TestFactory
  Stream<DynamicTest> whatIsThereKeepsItsStatusAndCanBeStopped() {
    return Stream.concat(REFUSED_TODAY.keySet().stream(), Stream.of("names"))
        .map(name -> DynamicTest.dynamicTest(name, () -> hasStatusAndStops(name)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNewIsRefused() {
    return REFUSED_TODAY.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThat(create("young", each.getValue(), "--dry-run=server").exit())
                            .isNotZero()));
  }

  @Test
  void oldNamesAreReadWithAWarning() {
    Release release = Release.of(Map.of());
    try (KubernetesClient client = SERVER.client()) {
      release
          .resources(ValidatingAdmissionPolicy.class)
          .forEach(policy -> client.resource(policy).serverSideApply());
      release
          .resources(ValidatingAdmissionPolicyBinding.class)
          .forEach(binding -> client.resource(binding).serverSideApply());
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(create("warned", OLD_NAMES, "--dry-run=server"))
                    .satisfies(outcome -> assertThat(outcome.exit()).isZero())
                    .satisfies(
                        outcome ->
                            assertThat(outcome.err())
                                .contains(
                                    "Warning: ",
                                    "write cleanUpAfterFinished",
                                    "write pullSecrets",
                                    "write Disabled")));
  }

  /// The server may warn of what is kept.
  private static void hasStatusAndStops(String name) {
    assertThat(
            patch(
                    name,
                    "{\"status\": {\"state\": \"Running\", \"progress\": {\"readAt\": \"2026-12-01T00:00:00Z\"}}}",
                    "--subresource=status")
                .exit())
        .isZero();
    assertThat(patch(name, "{\"spec\": {\"suspend\": true}}").exit()).isZero();
  }

  private static Kubectl.Outcome patch(String name, String patch, String... options) {
    return SERVER.kubectl(
        "",
        Stream.concat(
                Stream.of("-n", "default", "patch", "azt", name, "--type=merge", "-p", patch),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static Kubectl.Outcome create(String name, String spec, String... options) {
    String training =
        """
        {"apiVersion": "alphazero.dev/v1alpha1", "kind": "AlphaZeroTraining",
         "metadata": {"name": "%s"}, "spec": {"game": {"name": "connect-four"}, %s}}
        """
            .formatted(name, spec);
    return SERVER.kubectl(
        training,
        Stream.concat(Stream.of("-n", "default", "create", "-f", "-"), Stream.of(options))
            .toArray(String[]::new));
  }
}
