package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A training lives through accidents, and no game is lost or counted twice. `-De2e.seed=N` makes
/// other choices, `-De2e.kills=N` more of them.
final class KillsE2E {
  private static final String TRAINING = "killed";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String API_SERVER_AWAY = "60";
  private static final String SECOND_NODE = "node-2";

  @RegisterExtension final Cluster cluster = new Cluster();
  @TempDir Path folder;

  private final long seed = Long.getLong("e2e.seed", 1);
  private final ToldStatus told = new ToldStatus();

  @Test
  void aPodOfEachRoleDiesAndNothingIsLost() {
    outlives(1, 2, Accidents::deleteOneOfEach);
  }

  @Test
  @Tag("long")
  @Tag("local-cluster")
  void podsConnectionsTheApiServerAndANodeFailAndNothingIsLost() {
    int kills = Integer.getInteger("e2e.kills", 100);
    System.out.printf("KillsE2E: kills=%d seed=%d%n", kills, seed);
    Command.run("e2e/cluster/node", "add", SECOND_NODE);
    for (String image : new String[] {"operator", "worker"}) {
      Command.run("e2e/cluster/image", "load", "images/%1$s/target/%1$s.tar".formatted(image));
    }
    outlives(
        2,
        3,
        accidents -> {
          assertThat(accidents.podsOn(SECOND_NODE)).as("pods to lose").isPositive();
          for (int kill = 1; kill <= kills; kill++) {
            accidents.any();
            if (kill == kills / 3) {
              Command.run("e2e/cluster/apiserver", "outage", API_SERVER_AWAY);
            }
            if (kill == kills * 2 / 3) {
              accidents.loseNode(SECOND_NODE);
            }
          }
        });
  }

  private void outlives(int inference, int actors, Consumer<Accidents> accidents) {
    TrainingFile file =
        TrainingFile.ticTacToe(inference, actors).named(TRAINING).with("completion", Map.of());
    cluster.apply(file);
    cluster.awaitCondition(TRAINING, "Ready");
    try (var _ = cluster.training(TRAINING).inform(told)) {
      accidents.accept(
          new Accidents(
              cluster,
              TRAINING,
              Map.of("learner", 1, "actor", actors, "inference", inference),
              seed));
      cluster.awaitCondition(TRAINING, "Ready");
      long enough = ToldStatus.games(cluster.training(TRAINING).get()) + 500;
      cluster.apply(file.with("completion", Map.of("games", enough)));
      AlphaZeroTraining complete = cluster.awaitCondition(TRAINING, PATIENCE, "Complete");
      assertThat(ToldStatus.games(complete)).isGreaterThanOrEqualTo(enough);
      assertThat(told.games()).as("games that the status told").isSorted();
      ExportedLog log = new ExportedLog(cluster, TRAINING, folder.resolve("run"));
      log.requireOnce(ToldStatus.games(complete));
      assertThat(log.incarnations()).as("learners").hasSizeGreaterThan(1);
      System.out.printf(
          "KillsE2E: %d games, none lost, none twice; weights of learners %s; %d statuses%n",
          log.games(), log.incarnations(), told.games().size());
    }
  }
}
