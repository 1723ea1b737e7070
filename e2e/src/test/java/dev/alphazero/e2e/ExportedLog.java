package dev.alphazero.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.SampleLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The games of a training of tic-tac-toe, fetched as a user fetches a run.
final class ExportedLog {
  private final List<Episode> episodes = new ArrayList<>();

  /// @param folder must not exist
  ExportedLog(Cluster cluster, String training, Path folder) {
    Command.run(
        "plugin/kubectl-alphazero",
        "-n",
        cluster.namespace(),
        "export",
        training,
        "-o",
        folder.toString());
    Game game = Games.byName("tic-tac-toe", Map.of());
    try (EpisodeLog log =
        EpisodeLog.open(
            folder.resolve("episodes"),
            game.name(),
            new SampleLayout(game.planes(), game.actions()))) {
      assertThat(log.tornBytes()).as("bytes of half a game").isZero();
      log.readOldestFirst(0, (_, _, episode) -> episodes.add(episode));
      assertThat(log.counters().episodes()).isEqualTo(episodes.size());
    }
  }

  /// Fails unless the log has as many games as the status told, none twice.
  void requireOnce(long told) {
    assertThat(episodes).hasSize(Math.toIntExact(told));
    assertThat(episodes.stream().map(Episode::index)).doesNotHaveDuplicates();
  }

  int games() {
    return episodes.size();
  }

  /// Returns the incarnations of the learners whose weights played.
  Set<Integer> incarnations() {
    return episodes.stream()
        .map(episode -> ModelVersion.ofPacked(episode.modelVersion()).incarnation())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
