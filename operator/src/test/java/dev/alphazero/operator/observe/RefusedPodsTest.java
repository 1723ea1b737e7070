package dev.alphazero.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.Trainings;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which words of controllers hold.
final class RefusedPodsTest {
  private final RefusedPods refused = new RefusedPods();

  @Test
  void theNewestEventHoldsWhilePodsAreMissing() {
    assertThat(of(set(1, 0), false)).isEmpty();
    assertThat(of(set(1, 0), false, event("c4-learner", "set", 7, "new"), event(3, "old")))
        .isEqualTo("new");
    assertThat(of(set(1, 1), true, event(7, "new"))).isEmpty();
  }

  @Test
  void anEventOfBeforeAPodIsOver() {
    assertThat(of(set(1, 0), false, event(7, "refused"))).isEqualTo("refused");
    assertThat(of(set(1, 1), true, event(7, "refused"))).isEmpty();
    assertThat(of(set(1, 0), false, event(7, "refused"))).as("the next pod is late").isEmpty();
    assertThat(of(set(1, 0), false, event(9, "refused again"))).isEqualTo("refused again");
    refused.forget(ResourceID.fromResource(Trainings.withSpec("")));
    assertThat(of(set(1, 0), false, event(7, "refused"))).isEqualTo("refused");
  }

  @Test
  void aSetThatShouldHaveNoPodsMissesNone() {
    assertThat(of(set(0, 0), false, event(7, "refused"))).isEmpty();
  }

  @Test
  void anEventOfAnEarlierSetOfItsNameIsNotOfThis() {
    assertThat(of(set(1, 0), false, event("c4-learner", "other", 7, "refused"))).isEmpty();
  }

  @Test
  void aDeploymentsConditionSaysThatAndTheNewestEventWhy() {
    List<Event> events =
        List.of(
            about("ReplicaSet", "c4-actor-5b8c9d6f7", "rs1", 3, "no PriorityClass"),
            about("ReplicaSet", "c4-actor-7d9fxc", "rs2", 8, "exceeded quota"));
    assertThat(RefusedPods.of(deployment("no PriorityClass"), events)).isEqualTo("exceeded quota");
    assertThat(RefusedPods.of(deployment("no PriorityClass"), List.of()))
        .isEqualTo("no PriorityClass");
    assertThat(RefusedPods.of(deployment(""), events)).isEmpty();
  }

  @Test
  void theNameOfAWorkloadSaysTheTraining() {
    assertThat(RefusedPods.trainingOf(event(1, ""))).contains(new ResourceID("c4", "games"));
    assertThat(RefusedPods.trainingOf(about("ReplicaSet", "a-b-inference-5b8c9d6f7", "u", 1, "")))
        .contains(new ResourceID("a-b", "games"));
    assertThat(RefusedPods.trainingOf(about("StatefulSet", "postgres", "u", 1, ""))).isEmpty();
  }

  private String of(StatefulSet set, boolean podIsThere, Event... events) {
    return refused.of(Trainings.withSpec(""), set, List.of(events), podIsThere);
  }

  private static Event event(long version, String message) {
    return event("c4-learner", "set", version, message);
  }

  private static Event event(String name, String uid, long version, String message) {
    return about("StatefulSet", name, uid, version, message);
  }

  private static Event about(String kind, String name, String uid, long version, String message) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name + "." + version)
        .withNamespace("games")
        .withResourceVersion(String.valueOf(version))
        .endMetadata()
        .withNewInvolvedObject()
        .withKind(kind)
        .withName(name)
        .withNamespace("games")
        .withUid(uid)
        .endInvolvedObject()
        .withReason("FailedCreate")
        .withMessage(message)
        .build();
  }

  private static StatefulSet set(int wanted, int there) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("c4-learner")
        .withUid("set")
        .endMetadata()
        .withNewSpec()
        .withReplicas(wanted)
        .endSpec()
        .withNewStatus()
        .withReplicas(there)
        .endStatus()
        .build();
  }

  private static Deployment deployment(String failure) {
    DeploymentBuilder deployment =
        new DeploymentBuilder().withNewMetadata().withName("c4-actor").endMetadata();
    return failure.isEmpty()
        ? deployment.build()
        : deployment
            .withNewStatus()
            .addNewCondition()
            .withType("ReplicaFailure")
            .withStatus("True")
            .withReason("FailedCreate")
            .withMessage(failure)
            .endCondition()
            .endStatus()
            .build();
  }
}
