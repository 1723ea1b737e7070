package dev.alphazero.worker.run;

import dev.alphazero.worker.learner.CheckpointHeader;
import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.LogRepair;
import dev.alphazero.worker.replay.LogRepair.Learned;
import dev.alphazero.worker.replay.RunFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a run has lost of its games, and how it goes on without them: once its user accepts that.
public final class LostGames {
  private static final String REMEDY = "Delete it: it only says what was lost.";

  private LostGames() {}

  /// A line of `lost-games.jsonl`.
  ///
  /// @param games that were lost, as far as they can be counted
  /// @param left games that the log held then
  /// @param step of the checkpoint that the run went on from, 0 for none
  /// @param keptAside what was damaged, as it was found
  record Line(long games, long left, long step, List<String> keptAside) {}

  /// Mends the run's log if something of it is lost, logs that, and records it. The caller holds
  /// the folder's lock.
  ///
  /// @throws RunFolderException if the log belongs to something else or cannot be written
  public static void accept(
      RunFolder folder, TrainingPlan plan, DurableFiles files, Consumer<String> notes) {
    CheckpointStore store =
        new CheckpointStore(folder.checkpoints(), plan.checkpointsKept(), files);
    Optional<CheckpointProgress> newest = store.newest().map(CheckpointHeader::progress);
    if (newest.isEmpty() && !store.newestFirst().isEmpty()) {
      return; // the training will say that none of its checkpoints can be read
    }
    long generation = newest.map(CheckpointProgress::generation).orElse(0L);
    Learned learned =
        new Learned(
            newest.map(CheckpointProgress::counters).orElse(LogCounters.ZERO),
            plan.deterministic() ? generation : -1);
    LogRepair.mend(folder.episodes(), plan.game().name(), plan.layout(), learned, files)
        .ifPresentOrElse(
            loss -> {
              long step = newest.map(CheckpointProgress::step).orElse(0L);
              tell(folder, plan, loss, step, notes);
              List<String> aside =
                  loss.aside().stream()
                      .map(file -> folder.path().relativize(file).toString())
                      .toList();
              JsonFiles.appendLine(
                  folder.lostGames(), new Line(loss.lost(), loss.left(), step, aside));
            },
            () -> notes.accept("the episode log is whole: no games are lost"));
  }

  private static void tell(
      RunFolder folder, TrainingPlan plan, LogRepair.Loss loss, long step, Consumer<String> notes) {
    notes.accept(
        "WARNING: games lost, as was accepted: %,d, as far as they can be counted; going on from %s with the %,d that are left"
            .formatted(
                loss.lost(), step == 0 ? "the start" : "step %,d".formatted(step), loss.left()));
    if (!loss.aside().isEmpty()) {
      notes.accept(
          "what was damaged is kept in %s; delete it when you need it no more"
              .formatted(folder.episodes().resolve(LogRepair.ASIDE)));
    }
    if (plan.deterministic()) {
      notes.accept(
          "games played again: %,d; from here on the run differs from one that lost nothing"
              .formatted(loss.again()));
    }
  }

  /// Returns how many games a run has lost, as far as they can be counted; nothing if none was ever
  /// given up.
  public static Optional<Long> of(RunFolder folder) {
    Path file = folder.lostGames();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank())
              .mapToLong(line -> JsonFiles.parse(file, line, Line.class, REMEDY).games())
              .sum());
    } catch (IOException e) {
      throw RunFolderException.of("read", file, e);
    }
  }
}
