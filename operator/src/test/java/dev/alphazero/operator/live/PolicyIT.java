package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.apiserver.Kubectl;
import dev.alphazero.operator.chart.Release;
import dev.alphazero.operator.live.RunningOperator.Variant;
import dev.alphazero.operator.owned.Children;
import dev.alphazero.operator.policy.Policy;
import dev.alphazero.operator.policy.PolicyReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Trainings that ask for more than the administrator allows, on a real API server.
final class PolicyIT {
  private static final String CASE_16 =
      """
      inference: {placement: actor}
      actors: {replicas: 1, autoscaling: {mode: "Off"}}
      pods:
        actor: {resources: {cpu: 50m}, priorityClassName: system-node-critical, tolerations: [{operator: Exists}], nodeSelector: {nowhere: "1"}, labels: {app: payments, "kueue.x-k8s.io/queue-name": q}}
        learner: {resources: {cpu: 50m}}
      """;
  private static final String LABELLED = "pods: {actor: {labels: {app: payments}}}\n";
  private static final Policy ANY_LABEL =
      PolicyReader.read("{version: 1, bounds: {labels: {refuse: []}}}");
  private static final Policy BY_TIER =
      PolicyReader.read(
          """
          version: 1
          namespaces:
          - name: gold
            namespaceSelector: {matchLabels: {tier: gold}}
            bounds: {labels: {refuse: []}}
          """);

  @Test
  void whatIsNotAllowedNeverStarts() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("t", CASE_16);
      stage.awaitCondition("t", "PolicyViolated", "TRUE/PolicyViolated");

      assertThat(stage.condition("t", "ProfileResolved")).isEqualTo("FALSE/PolicyViolated");
      assertThat(stage.condition("t", "Progressing")).isEqualTo("FALSE/PolicyViolated");
      assertThat(stage.status("t").state()).isEqualTo("Pending");
      assertThat(stage.message("t", "PolicyViolated"))
          .contains(
              "spec.pods.actor.priorityClassName asks for system-node-critical",
              "priorityClasses.refuse=system-*",
              "spec.pods.actor.labels asks for app",
              "spec.pods.actor.tolerations asks for every taint",
              "ask the operator's administrator")
          .doesNotContain("nowhere", "queue-name");
      assertThat(stage.children()).isEmpty();

      stage.apply("t", "pods: {actor: {labels: {team: payments}}}");
      stage.awaitState("t", "Running");
      assertThat(stage.condition("t", "PolicyViolated")).isEmpty();
    }
  }

  @Test
  void anImageOfAnotherRepositoryNeverStarts() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("t", "image: worker-evil:1");
      stage.awaitCondition("t", "PolicyViolated", "TRUE/PolicyViolated");
      assertThat(stage.children()).isEmpty();

      stage.apply("t", "image: docker.io/library/worker:2");
      stage.awaitState("t", "Running");
    }
  }

  @Test
  void whatRunsGoesOnWhenThePolicyBecomesNarrower() {
    try (Stage stage = new Stage()) {
      try (RunningOperator _ = operator(stage, ANY_LABEL)) {
        stage.apply("t", LABELLED);
        stage.awaitState("t", "Running");
      }
      Map<String, String> before = stage.generations();
      try (RunningOperator _ = operator(stage, Policy.DEFAULT)) {
        stage.awaitCondition("t", "PolicyViolated", "TRUE/RunsAsBefore");
        assertThat(stage.status("t").state()).isEqualTo("Running");
        assertThat(stage.generations()).isEqualTo(before);

        stage.apply("t", LABELLED + "search: {simulations: 99}\n");
        stage.awaitCondition("t", "PolicyViolated", "TRUE/PolicyViolated");
        assertThat(stage.condition("t", "Degraded")).isEqualTo("TRUE/PolicyViolated");
        assertThat(stage.condition("t", "Ready")).isEqualTo("TRUE/Training");
        assertThat(stage.generations()).isEqualTo(before);

        stage.apply("t", LABELLED + "suspend: true\n");
        stage.awaitState("t", "Suspended");
        stage.apply("t", LABELLED);
        stage.awaitState("t", "Pending");
        stage.awaitCondition("t", "PolicyViolated", "TRUE/PolicyViolated");
        assertThat(learners(stage)).isZero();
      }
      try (RunningOperator _ = operator(stage, ANY_LABEL)) {
        stage.awaitState("t", "Running");
        assertThat(stage.condition("t", "PolicyViolated")).isEmpty();
      }
    }
  }

  @Test
  void aSecretIsReadOnlyIfItsOwnerAllowsIt() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      String spec =
          "pods: {learner: {env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: proxy, key: t}}}]}}";
      assertThat(
              stage
                  .kubectl("", "create", "secret", "generic", "proxy", "--from-literal=t=secret")
                  .exit())
          .isZero();
      stage.apply("t", spec);
      stage.awaitCondition("t", "PolicyViolated", "TRUE/ObjectNotAllowed");
      String command =
          "kubectl -n %s label secret proxy alphazero.dev/trainings=t".formatted(stage.namespace);
      assertThat(stage.message("t", "PolicyViolated")).contains(command);
      assertThat(stage.children()).isEmpty();

      labelSecret(stage, "alphazero.dev/trainings=another");
      labelSecret(stage, "alphazero.dev/trainings=t");
      stage.awaitState("t", "Running");

      labelSecret(stage, "alphazero.dev/trainings-");
      stage.awaitCondition("t", "PolicyViolated", "TRUE/RunsAsBefore");
      assertThat(stage.status("t").state()).isEqualTo("Running");
    }
  }

  private static void labelSecret(Stage stage, String label) {
    assertThat(stage.kubectl("", "label", "--overwrite", "secret", "proxy", label).exit()).isZero();
  }

  @Test
  void labelsOfTheNamespaceDecide() {
    try (Stage stage = new Stage();
        RunningOperator _ = operator(stage, BY_TIER)) {
      stage.apply("t", LABELLED);
      stage.awaitCondition("t", "PolicyViolated", "TRUE/PolicyViolated");

      label(stage, "tier=gold");
      stage.awaitState("t", "Running");

      label(stage, "tier=iron");
      stage.awaitCondition("t", "PolicyViolated", "TRUE/RunsAsBefore");
    }
  }

  @Test
  void admissionSaysItAtOnceAndLetsRunningOnesBeSuspended() {
    try (Stage stage = new Stage()) {
      stage.apply("old", LABELLED);
      List<HasMetadata> policies = policies(stage);
      stage.applyAll(policies);
      try {
        stage.await("the policy is enforced", () -> refused(stage, CASE_16).exit() != 0);

        assertThat(refused(stage, CASE_16).err())
            .contains("ValidatingAdmissionPolicy", "the policy allows");
        refuses(stage, "pods: {learner: {priorityClassName: system-cluster-critical}}");
        refuses(stage, "pods: {inference: {labels: {k8s-app: dns}}}");
        refuses(stage, "pods: {actor: {labels: {app.kubernetes.io/name: x}}}");
        refuses(stage, "pods: {actor: {tolerations: [{operator: Exists}]}}");
        refuses(stage, "pods: {actor: {env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]}}");
        refuses(stage, "image: ghcr.io/acme/worker");
        refuses(stage, "image: alphazero/worker-evil:1");
        for (String fine :
            List.of(
                "",
                "image: docker.io/alphazero/worker:2",
                "pods: {actor: {priorityClassName: batch, labels: {team: a, kueue.x-k8s.io/queue-name: q}}}",
                "pods: {actor: {tolerations: [{key: dedicated, operator: Exists}], env: [{name: A, value: b}]}}")) {
          stage.apply("fine", fine);
        }
        stage.apply("old", LABELLED + "suspend: true\n");
      } finally {
        policies.forEach(policy -> stage.client.resource(policy).delete());
      }
    }
  }

  private static void refuses(Stage stage, String spec) {
    assertThat(refused(stage, spec).err()).as(spec).contains("ValidatingAdmissionPolicy");
  }

  private static Kubectl.Outcome refused(Stage stage, String spec) {
    return stage.tryDryRun("new", "cpu", spec);
  }

  /// For this stage's namespace alone: other tests share the server.
  private static List<HasMetadata> policies(Stage stage) {
    return new Release(
            "policy",
            "system-of-" + stage.namespace,
            Map.of(
                "crds.enabled", false,
                "admission.policy", true,
                "watch.namespaces[0]", stage.namespace),
            List.of())
        .resources().stream()
            .filter(object -> object.getKind().startsWith("ValidatingAdmissionPolicy"))
            .toList();
  }

  private static int learners(Stage stage) {
    return stage
        .client
        .apps()
        .statefulSets()
        .inNamespace(stage.namespace)
        .withName(Children.name("t", Role.LEARNER))
        .require()
        .getSpec()
        .getReplicas();
  }

  private static void label(Stage stage, String label) {
    assertThat(
            stage.kubectl("", "label", "--overwrite", "namespace", stage.namespace, label).exit())
        .isZero();
  }

  private static RunningOperator operator(Stage stage, Policy policy) {
    return RunningOperator.start(
        stage.server.config(), stage.namespace, stage.roles, new Wire(), Variant.of(policy));
  }
}
