package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.owned.Children;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is wrong with pods is seen on the training, and said once.
final class PodProblemIT {
  @Test
  void podsThatCrashAreToldOnceWithWhatToDo() {
    try (Stage stage = new Stage(PodProblemIT::isNoActor);
        RunningOperator _ = stage.operator()) {
      stage.apply("sick", "actors: {replicas: 3, autoscaling: {mode: \"Off\"}}");
      stage.awaitCondition("sick", "ActorsAvailable", "FALSE/CrashLoop");
      stage.awaitCondition("sick", "LearnerAvailable", "TRUE/Available");
      stage.awaitCondition("sick", "Degraded", "TRUE/CrashLoop");
      stage.await("all pods", () -> actors(stage).size() == 3);
      stage.await("a name", () -> actors(stage).stream().anyMatch(pod -> names(stage, pod)));
      assertThat(stage.message("sick", "ActorsAvailable"))
          .contains("it crashes: Error, exit code 1", "kubectl logs --previous sick-actor-");
      assertThat(stage.status("sick").state()).isEqualTo("Degraded");

      actors(stage).forEach(pod -> restart(stage, pod));
      stage.apply("sick", "actors: {replicas: 4, autoscaling: {mode: \"Off\"}}");
      stage.await("one more", () -> actors(stage).size() == 4);
      stage.applyAndSettle(
          "sick",
          "cpu",
          "actors: {replicas: 4, autoscaling: {mode: \"Off\"}}\nttlAfterFinished: 1h");
      assertThat(events(stage, "CrashLoop")).hasSize(1);
      assertThat(stage.kubectl("", "events", "--for=azt/sick").out())
          .containsOnlyOnce("CrashLoop")
          .contains("kubectl logs --previous sick-actor-");
    }
  }

  private static boolean isNoActor(Pod pod) {
    return !"actor".equals(pod.getMetadata().getLabels().get(Children.COMPONENT));
  }

  private static List<Pod> actors(Stage stage) {
    return stage
        .client
        .pods()
        .inNamespace(stage.namespace)
        .withLabel(Children.COMPONENT, "actor")
        .list()
        .getItems();
  }

  private static boolean names(Stage stage, Pod pod) {
    return stage.message("sick", "ActorsAvailable").contains(pod.getMetadata().getName());
  }

  /// One more turn of the loop.
  private static void restart(Stage stage, Pod pod) {
    stage
        .client
        .pods()
        .resource(pod)
        .editStatus(
            now -> {
              now.getStatus().getContainerStatuses().getFirst().setRestartCount(4);
              return now;
            });
  }

  private static List<Event> events(Stage stage, String reason) {
    return stage.events().stream().filter(event -> event.getReason().equals(reason)).toList();
  }
}
