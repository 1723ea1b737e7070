package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Progress;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.SampleLayout;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Pods of a training and of the operator die one after the other, without warning.
/// `-De2e.kills=100` kills more, `-De2e.seed=N` others.
final class KillsE2E {
  private static final List<String> VICTIMS = List.of("learner", "actor", "inference", "operator");
  private static final String TRAINING = "killed";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @RegisterExtension final Cluster cluster = new Cluster();
  @TempDir Path folder;

  private final int kills = Integer.getInteger("e2e.kills", VICTIMS.size());
  private final long seed = Long.getLong("e2e.seed", 1);

  /// Games that the status told, in order.
  private final List<Long> told = new CopyOnWriteArrayList<>();

  @Test
  void aTrainingOutlivesItsPodsAndLosesNothing() {
    System.out.printf("KillsE2E: kills=%d seed=%d%n", kills, seed);
    Random random = new Random(seed);
    TrainingFile file = TrainingFile.ticTacToe(1, 2).named(TRAINING).with("completion", Map.of());
    cluster.apply(file);
    cluster.awaitCondition(file.name(), "Ready");
    try (var _ = cluster.training(file.name()).inform(new Telling())) {
      for (int kill = 0; kill < kills; kill++) {
        kill(VICTIMS.get(kill < VICTIMS.size() ? kill : random.nextInt(VICTIMS.size())), random);
      }
      cluster.awaitCondition(file.name(), "Ready");
      long enough = games(cluster.training(file.name()).get()) + 500;
      cluster.apply(file.with("completion", Map.of("games", enough)));
      AlphaZeroTraining complete = cluster.awaitCondition(file.name(), PATIENCE, "Complete");
      assertThat(games(complete)).isGreaterThanOrEqualTo(enough);
      assertThat(told).as("games told by the status").isSorted();
      requireWhole(file.name(), games(complete));
    }
  }

  /// Deletes one pod of the role without grace, and returns when another one runs.
  private void kill(String role, Random random) {
    List<Pod> before = running(pods(role).list().getItems());
    Pod victim = before.get(random.nextInt(before.size()));
    cluster.client().resource(victim).withGracePeriod(0).delete();
    Cluster.awaitPods(
        pods(role),
        "%s must be followed by another pod".formatted(victim.getMetadata().getName()),
        now ->
            running(now).size() >= before.size()
                && now.stream().noneMatch(pod -> uid(pod).equals(uid(victim))));
  }

  private FilterWatchListDeletable<Pod, PodList, PodResource> pods(String role) {
    return role.equals("operator")
        ? cluster
            .client()
            .pods()
            .inNamespace(Release.NAMESPACE)
            .withLabel("app.kubernetes.io/name", Release.NAME)
        : cluster.pods(TRAINING, role);
  }

  private static List<Pod> running(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /// Hears every status.
  private final class Telling implements ResourceEventHandler<AlphaZeroTraining> {
    @Override
    public void onAdd(AlphaZeroTraining training) {
      told.add(games(training));
    }

    @Override
    public void onUpdate(AlphaZeroTraining before, AlphaZeroTraining training) {
      told.add(games(training));
    }

    @Override
    public void onDelete(AlphaZeroTraining training, boolean unknown) {}
  }

  private void requireWhole(String name, long games) {
    Path run = folder.resolve("run");
    Command.run(
        "plugin/kubectl-alphazero",
        "-n",
        cluster.namespace(),
        "export",
        name,
        "-o",
        run.toString());
    Game game = Games.byName("tic-tac-toe", Map.of());
    List<Episode> episodes = new ArrayList<>();
    try (EpisodeLog log =
        EpisodeLog.open(
            run.resolve("episodes"),
            game.name(),
            new SampleLayout(game.planes(), game.actions()))) {
      assertThat(log.tornBytes()).isZero();
      log.readOldestFirst(0, (_, _, episode) -> episodes.add(episode));
      assertThat(log.counters().episodes()).isEqualTo(games);
    }
    assertThat(episodes.stream().map(Episode::index)).doesNotHaveDuplicates();
    List<Integer> incarnations =
        episodes.stream()
            .map(episode -> ModelVersion.ofPacked(episode.modelVersion()).incarnation())
            .distinct()
            .toList();
    System.out.printf(
        "KillsE2E: %d games, none twice, weights of learners %s%n", games, incarnations);
    assertThat(incarnations).hasSizeGreaterThan(1);
  }

  private static long games(AlphaZeroTraining training) {
    Progress progress = training.getStatus() == null ? null : training.getStatus().progress();
    return progress == null || progress.games() == null ? 0 : progress.games();
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
