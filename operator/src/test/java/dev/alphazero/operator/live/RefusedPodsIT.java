package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pods that the API server refuses, in its words and with what to do.
final class RefusedPodsIT {
  private static final String NO_ACTORS = "actors: {replicas: 0, autoscaling: {mode: \"Off\"}}\n";
  private static final String ONE_ACTOR =
      "inference: {placement: actor}\nactors: {replicas: 1, autoscaling: {mode: \"Off\"}}\n";

  @Test
  void aLearnerWhosePriorityDoesNotExistIsToldUntilItIsThere() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      String priority = "priority-" + stage.namespace;
      stage.apply("t", NO_ACTORS + "pods: {learner: {priorityClassName: " + priority + "}}");
      stage.awaitCondition("t", "LearnerAvailable", "FALSE/PodsNotCreated");
      stage.awaitCondition("t", "Degraded", "TRUE/PodsNotCreated");
      assertThat(stage.message("t", "Degraded"))
          .isEqualTo(
              "pods of role learner cannot be created: pods is forbidden: no PriorityClass with name"
                  + " %1$s was found: have the PriorityClass %1$s made, or change"
                      .formatted(priority)
                  + " spec.pods.learner.priorityClassName (kubectl get priorityclasses)");

      admin(
          stage,
          """
          apiVersion: scheduling.k8s.io/v1
          kind: PriorityClass
          metadata: {name: %s}
          value: 5
          """
              .formatted(priority));
      stage.awaitCondition("t", "LearnerAvailable", "TRUE/Available");
      stage.awaitCondition("t", "Degraded", "FALSE/NoProblem");

      Pod pod = learner(stage);
      stage.client.pods().resource(pod).delete();
      stage.await("the next pod", () -> !uid(pod).equals(uid(learner(stage))));
      stage.awaitCondition("t", "LearnerAvailable", "TRUE/Available");
      assertThat(stage.events())
          .filteredOn(event -> event.getReason().equals("PodsNotCreated"))
          .as("the event of the first time is over")
          .hasSize(1);
      stage.client.scheduling().v1().priorityClasses().withName(priority).delete();
    }
  }

  @Test
  void aQuotaOfCpuLimitsIsToldForAllRolesWithTheFieldThatSetsThem() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      quota(
          stage,
          "compute",
          Map.of(
              "requests.cpu", "4",
              "requests.memory", "16Gi",
              "limits.cpu", "8",
              "limits.memory", "16Gi"));
      stage.apply("t", ONE_ACTOR);
      stage.awaitCondition("t", "LearnerAvailable", "FALSE/PodsNotCreated");
      stage.awaitCondition("t", "ActorsAvailable", "FALSE/PodsNotCreated");
      stage.await(
          "both roles at once",
          () ->
              stage.message("t", "Degraded").contains("pods of role learner")
                  && stage.message("t", "Degraded").contains("pods of role actor"));
      assertThat(stage.message("t", "Degraded"))
          .contains(
              "failed quota: compute: must specify limits.cpu for: learner",
              "set spec.pods.learner.resources.limits.cpu",
              "failed quota: compute: must specify limits.cpu for: actor",
              "set spec.pods.actor.resources.limits.cpu")
          .doesNotContain("raise the quota", "t-learner-0", "\"t-actor-");
    }
  }

  @Test
  void aRangeOfUsersIsToldWithTheFieldThatSetsThem() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      String policy = "uid-range-" + stage.namespace;
      admin(
          stage,
          """
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicy
          metadata: {name: %1$s}
          spec:
            failurePolicy: Fail
            matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
            validations:
              - expression: "!has(object.spec.securityContext) || !has(object.spec.securityContext.runAsUser) || object.spec.securityContext.runAsUser >= 1000630000"
                message: "runAsUser must be in the ranges: [1000630000, 1000639999]"
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata: {name: %1$s}
          spec: {policyName: %1$s, validationActions: [Deny], matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %2$s}}}}
          """
              .formatted(policy, stage.namespace));
      stage.await("the policy", () -> isRefused(stage));
      stage.apply("t", ONE_ACTOR);
      for (String type : List.of("LearnerAvailable", "ActorsAvailable")) {
        stage.awaitCondition("t", type, "FALSE/PodsNotCreated");
        assertThat(stage.message("t", type))
            .contains(
                "runAsUser must be in the ranges: [1000630000, 1000639999]", ".securityContext")
            .doesNotContain("quota");
      }
      assertThat(
              stage
                  .kubectl(
                      "",
                      "delete",
                      "validatingadmissionpolicybinding,validatingadmissionpolicy",
                      policy)
                  .exit())
          .isZero();
    }
  }

  /// The condition of a Deployment keeps the words of the first refusal.
  @Test
  void whatIsToldIsTheNewestCause() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      quota(stage, "none", Map.of("pods", "0"));
      stage.apply("t", ONE_ACTOR + "pods: {actor: {priorityClassName: nobody}}");
      stage.await("the first", () -> told(stage).contains("no PriorityClass with name nobody"));
      stage.apply("t", ONE_ACTOR);
      stage.await("the next", () -> told(stage).contains("exceeded quota: none"));
      assertThat(told(stage)).doesNotContain("PriorityClass");
    }
  }

  private static String told(Stage stage) {
    return stage.message("t", "ActorsAvailable");
  }

  /// The controller of quotas does not run here, which says what is used.
  private static void quota(Stage stage, String name, Map<String, String> hard) {
    Map<String, Quantity> limits = new TreeMap<>();
    Map<String, Quantity> used = new TreeMap<>();
    hard.forEach(
        (resource, limit) -> {
          limits.put(resource, Quantity.parse(limit));
          used.put(resource, Quantity.parse("0"));
        });
    ResourceQuota made =
        stage
            .client
            .resource(
                new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(stage.namespace)
                    .endMetadata()
                    .withNewSpec()
                    .withHard(limits)
                    .endSpec()
                    .build())
            .create();
    made.setStatus(new ResourceQuotaStatusBuilder().withHard(limits).withUsed(used).build());
    stage.client.resource(made).updateStatus();
  }

  private static void admin(Stage stage, String manifest) {
    assertThat(stage.kubectl(manifest, "apply", "-f", "-"))
        .satisfies(outcome -> assertThat(outcome.exit()).as(outcome.err()).isZero());
  }

  private static boolean isRefused(Stage stage) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("try")
            .withNamespace(stage.namespace)
            .endMetadata()
            .withNewSpec()
            .withNewSecurityContext()
            .withRunAsUser(1L)
            .endSecurityContext()
            .addNewContainer()
            .withName("c")
            .withImage("i")
            .endContainer()
            .endSpec()
            .build();
    try {
      stage.client.resource(pod).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage()).contains("runAsUser must be");
    }
  }

  private static @Nullable Pod learner(Stage stage) {
    return stage.client.pods().inNamespace(stage.namespace).withName("t-learner-0").get();
  }

  private static String uid(@Nullable Pod pod) {
    return pod == null ? "" : pod.getMetadata().getUid();
  }
}
