package dev.alphazero.worker.training;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.Games;
import dev.alphazero.worker.learner.Checkpoint;
import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the folder of a tic-tac-toe run holds. Read from a copy, since opening a log repairs it.
///
/// @param checkpoints newest first
public record RunState(List<Episode> episodes, LogCounters counters, List<Checkpoint> checkpoints) {
  static final RunState EMPTY = new RunState(List.of(), LogCounters.ZERO, List.of());

  private static final Game GAME = Games.byName("tic-tac-toe", Map.of());

  public static RunState of(RunFolder folder) {
    try {
      Path copy = Files.createTempDirectory("run-state");
      copy(folder.path(), copy);
      RunState state = read(new RunFolder(copy));
      delete(copy);
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunState read(RunFolder folder) {
    List<Episode> episodes = new ArrayList<>();
    try (EpisodeLog log =
        EpisodeLog.open(
            folder.episodes(), GAME.name(), new SampleLayout(GAME.planes(), GAME.actions()))) {
      log.readOldestFirst(0, (_, _, episode) -> episodes.add(episode));
      List<Path> files =
          new CheckpointStore(folder.checkpoints(), 1, DurableFiles.disk()).newestFirst();
      return new RunState(
          episodes, log.counters(), files.stream().map(CheckpointStore::load).toList());
    }
  }

  /// Copies a folder with all that is in it.
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  public Checkpoint newest() {
    return checkpoints.getFirst();
  }

  public CheckpointProgress progress() {
    return newest().header().progress();
  }

  /// Returns whether two states of training are the same bit for bit.
  static boolean sameBits(TrainState a, TrainState b) {
    return a.step() == b.step()
        && Arrays.equals(a.weights(), b.weights())
        && Arrays.equals(a.average(), b.average())
        && Arrays.equals(a.firstMoments(), b.firstMoments())
        && Arrays.equals(a.secondMoments(), b.secondMoments());
  }
}
