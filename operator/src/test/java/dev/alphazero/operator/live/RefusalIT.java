package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the API server does not let happen ends in a condition, costs few attempts, and slows
/// nobody.
final class RefusalIT {
  private static final int WAKES = 10;
  private static final String PART = "app.kubernetes.io/part-of";

  @Test
  void aQuotaThatForbidsServicesIsToldAndNotTriedAgainAtOnce() {
    try (Stage stage = new Stage();
        RunningOperator operator = stage.operator()) {
      quota(stage, "count/services", 0);
      stage.apply("refused", "");
      stage.awaitCondition("refused", "WriteRefused", "TRUE/Forbidden");
      assertThat(stage.message("refused", "WriteRefused"))
          .contains("Service refused-learner", "(403)", "exceeded quota: few", "raise the quota");
      stage.awaitCondition("refused", "LearnerAvailable", "TRUE/Available");
      wake(stage, "refused");
      assertThat(writesTo(operator, "/services/refused-learner")).isEqualTo(1);

      stage.client.resourceQuotas().inNamespace(stage.namespace).withName("few").delete();
      stage.apply("refused", "cleanUpAfterFinished: 1h");
      stage.awaitCondition("refused", "WriteRefused", "");
      assertThat(stage.children()).containsKey("Service/refused-learner");
    }
  }

  @Test
  void anObjectOfSomebodyElseIsNotTouched() {
    try (Stage stage = new Stage();
        RunningOperator operator = stage.operator()) {
      var foreign =
          stage
              .client
              .resource(
                  new ServiceBuilder()
                      .withNewMetadata()
                      .withNamespace(stage.namespace)
                      .withName("refused-learner")
                      .endMetadata()
                      .withNewSpec()
                      .withClusterIP("None")
                      .endSpec()
                      .build())
              .create();
      stage.apply("refused", "");
      stage.apply("good", "");
      stage.awaitCondition("refused", "WriteRefused", "TRUE/NotOurs");
      assertThat(stage.message("refused", "WriteRefused"))
          .contains("Service refused-learner", "managed-by", "rename the training");
      stage.awaitState("good", "Running");
      wake(stage, "refused");
      assertThat(writesTo(operator, "/services/refused-learner")).isEqualTo(1);
      assertThat(stage.client.resource(foreign).get()).isEqualTo(foreign);

      stage.client.resource(foreign).delete();
      stage.apply("refused", "cleanUpAfterFinished: 1h");
      stage.awaitState("refused", "Running");
      assertThat(stage.condition("refused", "WriteRefused")).isEmpty();
    }
  }

  /// The authority's key cannot be kept, and the Secret that follows from it must come to rest.
  @Test
  void keysThatCannotBeWrittenAreNotMadeAgainEachTime() {
    try (Stage stage = new Stage();
        RunningOperator operator = stage.operator()) {
      assertThat(stage.kubectl("", "create", "secret", "generic", "refused-ca").exit()).isZero();
      stage.apply("refused", "");
      stage.awaitCondition("refused", "WriteRefused", "TRUE/NotOurs");
      wake(stage, "refused");
      assertThat(writesTo(operator, "/secrets/refused-ca")).isEqualTo(1);
      assertThat(writesTo(operator, "/secrets/refused-tls")).isEqualTo(1);
    }
  }

  @Test
  void aFieldThatTheServerFindsInvalidIsTold() {
    try (Stage stage = new Stage();
        RunningOperator operator = stage.operator()) {
      String spread =
          "pods: {actor: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: %s, minDomains: 2}]}}";
      stage.apply("refused", spread.formatted("ScheduleAnyway"));
      stage.apply("good", "");
      stage.awaitCondition("refused", "WriteRefused", "TRUE/Invalid");
      stage.awaitCondition("refused", "Degraded", "TRUE/Invalid");
      assertThat(stage.message("refused", "WriteRefused"))
          .contains(
              "Deployment refused-actor",
              "topologySpreadConstraints[0].minDomains",
              "change the field");
      stage.awaitState("good", "Running");
      wake(stage, "refused");
      assertThat(writesTo(operator, "/deployments/refused-actor")).isEqualTo(1);

      stage.apply("refused", spread.formatted("DoNotSchedule"));
      stage.awaitState("refused", "Running");
      assertThat(stage.condition("refused", "Degraded")).isEqualTo("FALSE/NoProblem");
    }
  }

  @Test
  void podsThatAQuotaForbidsAreTold() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      quota(stage, "pods", 0);
      stage.apply("refused", "");
      stage.awaitCondition("refused", "ActorsAvailable", "FALSE/PodsNotCreated");
      assertThat(stage.message("refused", "ActorsAvailable"))
          .contains("exceeded quota: few", "raise the quota");
      stage.awaitCondition("refused", "LearnerAvailable", "FALSE/PodsNotCreated");
      assertThat(stage.message("refused", "LearnerAvailable"))
          .contains("exceeded quota: few", "raise the quota");
    }
  }

  @Test
  void podsOfAPriorityThatDoesNotExistAreTold() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("refused", "pods: {actor: {priorityClassName: nobody}}");
      stage.awaitCondition("refused", "ActorsAvailable", "FALSE/PodsNotCreated");
      assertThat(stage.message("refused", "ActorsAvailable"))
          .contains("no PriorityClass with name nobody was found", "spec.pods.actor");
    }
  }

  @Test
  void podsThatAreTooLargeForTheNamespaceAreTold() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage
          .client
          .resource(
              new LimitRangeBuilder()
                  .withNewMetadata()
                  .withNamespace(stage.namespace)
                  .withName("small")
                  .endMetadata()
                  .withNewSpec()
                  .addNewLimit()
                  .withType("Container")
                  .withMax(Map.of("memory", Quantity.parse("1Mi")))
                  .endLimit()
                  .endSpec()
                  .build())
          .create();
      stage.apply("refused", "");
      stage.awaitCondition("refused", "ActorsAvailable", "FALSE/PodsNotCreated");
      assertThat(stage.message("refused", "ActorsAvailable"))
          .contains("maximum memory usage per Container is 1Mi", "change spec.pods.actor");
    }
  }

  @Test
  void aVolumeOfAnotherGameIsNotUsed() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("refused", "");
      stage.awaitState("refused", "Running");
      assertThat(stage.kubectl("", "delete", "azt", "refused").exit()).isZero();
      stage.await("only the volume is left", () -> stage.children().size() == 1);
      Map<String, String> volume = stage.children();
      stage.apply("refused", "network: {blocks: 3}");
      stage.awaitCondition("refused", "ProfileResolved", "FALSE/VolumeBelongsToAnother");
      assertThat(stage.message("refused", "ProfileResolved"))
          .contains("wanted=connect-four 3x", "there=connect-four", "delete the claim");
      assertThat(stage.children()).isEqualTo(volume);
      assertThat(stage.status("refused").state()).isEqualTo("Pending");
    }
  }

  @Test
  void nothingFollowsFromAChoiceThatCannotBeKept() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      quota(stage, "count/controllerrevisions.apps", 0);
      stage.apply("refused", "");
      stage.awaitCondition("refused", "WriteRefused", "TRUE/Forbidden");
      assertThat(stage.children()).isEmpty();
    }
  }

  private static void quota(Stage stage, String resource, int most) {
    stage
        .client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withNamespace(stage.namespace)
                .withName("few")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of(resource, new Quantity(String.valueOf(most))))
                .endSpec()
                .build())
        .create();
    stage
        .client
        .resourceQuotas()
        .inNamespace(stage.namespace)
        .withName("few")
        .editStatus(
            quota -> {
              quota.setStatus(
                  new ResourceQuotaStatusBuilder()
                      .withHard(quota.getSpec().getHard())
                      .withUsed(Map.of(resource, new Quantity("0")))
                      .build());
              return quota;
            });
  }

  /// Forces reconciliations: a child that is edited by hand is repaired each time.
  private static void wake(Stage stage, String training) {
    Resource<NetworkPolicy> child =
        stage
            .client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(stage.namespace)
            .withName(training);
    for (int i = 0; i < WAKES; i++) {
      child.edit(policy -> part(policy, "nothing"));
      stage.await(
          "repaired", () -> !"nothing".equals(child.get().getMetadata().getLabels().get(PART)));
    }
  }

  private static NetworkPolicy part(NetworkPolicy policy, String value) {
    policy.getMetadata().getLabels().put(PART, value);
    return policy;
  }

  private static int writesTo(RunningOperator operator, String path) {
    return (int)
        operator.wire().writes().stream().filter(write -> write.path().endsWith(path)).count();
  }
}
