package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A learner's pod that is deleted, drained or rolled ends with 143 while it is young, which is no
/// failure of the training.
final class ReplacedLearnerIT {
  private static final String POD = "young-learner-0";

  /// More than `failurePolicy.maxRestarts` is by default.
  private static final int TIMES = 8;

  @Test
  void aLearnerThatIsReplacedManyTimesHasNotFailed() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("young", "actors: {replicas: 0, autoscaling: {mode: \"Off\"}}");
      String uid = "";
      for (int i = 0; i < TIMES; i++) {
        uid = awaitNext(stage, uid);
        if (i % 3 == 0) {
          pod(stage).delete();
        } else if (i % 3 == 1) {
          evict(stage);
        } else {
          stage.apply(
              "young",
              "actors: {replicas: 0, autoscaling: {mode: \"Off\"}}\nevaluation: {games: %d}"
                  .formatted(20 + 2 * i));
        }
        endWith143(stage, uid);
      }
      awaitNext(stage, uid);
      stage.awaitCondition("young", "LearnerAvailable", "TRUE/Available");
      Restarts restarts = Objects.requireNonNull(stage.status("young").restarts());
      assertThat(restarts.learner()).isZero();
      assertThat(restarts.withoutProgress()).isZero();
      assertThat(stage.condition("young", "Failed")).isEqualTo("FALSE/NotFinished");
    }
  }

  /// A pod that is on a node is not gone at once when it is deleted.
  private static String awaitNext(Stage stage, String uid) {
    stage.await(
        "the next pod",
        () -> {
          Pod pod = pod(stage).get();
          return pod != null
              && !pod.getMetadata().getUid().equals(uid)
              && pod.getStatus().getPhase().equals("Running");
        });
    Pod pod = pod(stage).get();
    stage
        .client
        .bindings()
        .inNamespace(stage.namespace)
        .resource(
            new BindingBuilder()
                .withNewMetadata()
                .withName(POD)
                .endMetadata()
                .withNewTarget()
                .withKind("Node")
                .withName("somewhere")
                .endTarget()
                .build())
        .create();
    return pod.getMetadata().getUid();
  }

  private static void evict(Stage stage) {
    assertThat(
            pod(stage)
                .evict(
                    new EvictionBuilder()
                        .withNewMetadata()
                        .withName(POD)
                        .withNamespace(stage.namespace)
                        .endMetadata()
                        .build()))
        .isTrue();
  }

  /// What the kubelet does with a deleted pod: its container ends, it has failed, it is gone.
  private static void endWith143(Stage stage, String uid) {
    stage.await("a deletion", () -> pod(stage).get().getMetadata().getDeletionTimestamp() != null);
    pod(stage)
        .editStatus(
            pod -> {
              assertThat(pod.getMetadata().getUid()).isEqualTo(uid);
              pod.getStatus().setPhase("Failed");
              pod.getStatus()
                  .getContainerStatuses()
                  .getFirst()
                  .setState(
                      new ContainerStateBuilder()
                          .withNewTerminated()
                          .withReason("Error")
                          .withExitCode(143)
                          .endTerminated()
                          .build());
              return pod;
            });
    stage.await("seen", () -> stage.condition("young", "LearnerAvailable").startsWith("FALSE"));
    pod(stage).withGracePeriod(0).delete();
  }

  private static PodResource pod(Stage stage) {
    return stage.client.pods().inNamespace(stage.namespace).withName(POD);
  }
}
