package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a person does to a training: scale, edit, suspend, resume, delete, apply again.
@Tag("long")
final class TrainingLifeE2E {
  @RegisterExtension final Cluster cluster = new Cluster();

  @Test
  void scaledByHandActorsComeAndGoAndNothingElseMoves() {
    TrainingFile file = running("scaled");
    Pod learner = cluster.awaitPods(file.name(), "learner", 1, Cluster::isReady).getFirst();
    Command.run("kubectl", "-n", cluster.namespace(), "scale", "azt/scaled", "--replicas=3");
    cluster.awaitPods(file.name(), "actor", 3, Cluster::isReady);
    cluster.apply(file.with("actors.replicas", 3).with("inference.replicas", 2));
    cluster.awaitPods(file.name(), "inference", 2, Cluster::isReady);
    cluster.apply(file.with("actors.replicas", 1));
    cluster.awaitPods(file.name(), "actor", 1, Cluster::isReady);
    assertThat(uids(cluster.awaitPods(file.name(), "learner", 1, Cluster::isReady)))
        .containsExactly(learner.getMetadata().getUid());
  }

  @Test
  void suspendStopsAllPodsAndResumeGoesOnWhereItWas() {
    TrainingFile file = running("paused");
    long games = awaitGames(file.name(), 1);
    cluster.apply(file.with("suspend", true));
    cluster.awaitCondition(file.name(), "Suspended");
    for (String role : List.of("actor", "inference", "learner")) {
      cluster.awaitPods(file.name(), role, 0, _ -> true);
    }
    cluster.apply(file.with("suspend", false));
    cluster.awaitCondition(file.name(), "Ready");
    assertThat(awaitGames(file.name(), games))
        .as("games are not lost")
        .isGreaterThanOrEqualTo(games);
  }

  @Test
  void aFieldOfEachRestartClassRestartsItsRolesAlone() {
    TrainingFile file = running("edited");
    assertThat(restartedBy(file, file.with("search.simulations", 9))).containsExactly("actor");
    assertThat(restartedBy(file, file.with("inference.batchTimeout", "3ms")))
        .containsExactly("inference");
    assertThat(restartedBy(file, file.with("evaluation.games", 4))).containsExactly("learner");
    assertThat(restartedBy(file, file.with("cleanUpAfterFinished", "3h"))).isEmpty();
  }

  @Test
  void aRetainedVolumeIsTakenUpAgainByTheSameTraining() {
    TrainingFile file = running("again");
    long games = awaitGames(file.name(), 1);
    String volume = volume(file.name());
    cluster.training(file.name()).delete();
    cluster.awaitPods(file.name(), "learner", 0, _ -> true);
    assertThat(volume(file.name())).isEqualTo(volume);

    cluster.apply(file);
    cluster.awaitCondition(file.name(), "Ready");
    assertThat(volume(file.name())).isEqualTo(volume);
    assertThat(awaitGames(file.name(), games)).isGreaterThanOrEqualTo(games);
  }

  @Test
  void aSecondTrainingBesideTheFirstLeavesItAlone() {
    TrainingFile first = running("first");
    Map<String, String> pods = Fingerprints.pods(cluster, first.name());
    TrainingFile second = running("second");
    cluster.training(second.name()).delete();
    cluster.awaitPods(second.name(), "learner", 0, _ -> true);
    assertThat(Fingerprints.pods(cluster, first.name())).isEqualTo(pods);
  }

  /// Returns the roles whose pods are others after the edit is done.
  private Set<String> restartedBy(TrainingFile before, TrainingFile after) {
    Map<String, Long> workloads = Fingerprints.workloads(cluster, before.name());
    cluster.applyAndSettle(after);
    Set<String> restarted = new TreeSet<>();
    Fingerprints.workloads(cluster, before.name())
        .forEach(
            (name, generation) -> {
              if (!generation.equals(workloads.get(name))) {
                restarted.add(name.substring(before.name().length() + 1));
              }
            });
    cluster.awaitCondition(before.name(), "Ready");
    return restarted;
  }

  /// Starts a training that has no end and waits until all its roles work.
  private TrainingFile running(String name) {
    TrainingFile file = TrainingFile.ticTacToe(1, 1).named(name).with("completion", Map.of());
    cluster.apply(file);
    cluster.awaitCondition(name, "Ready");
    return file;
  }

  /// Waits until so many games are counted, and returns how many are.
  private long awaitGames(String name, long games) {
    Progress progress =
        cluster
            .await(
                name,
                training -> {
                  Progress now = training.getStatus().progress();
                  return now != null && now.games() != null && now.games() >= games;
                })
            .getStatus()
            .progress();
    return progress == null || progress.games() == null ? 0 : progress.games();
  }

  private String volume(String name) {
    return cluster
        .client()
        .persistentVolumeClaims()
        .inNamespace(cluster.namespace())
        .withName(name + "-data")
        .require()
        .getSpec()
        .getVolumeName();
  }

  private static List<String> uids(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getUid()).toList();
  }
}
