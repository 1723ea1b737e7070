package dev.alphazero.worker.pod;

import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunRecord;
import java.util.function.Consumer;

/// The record of a learner's run: begun once, then gone on with by each process of the pod.
final class LearnerRecord {
  private LearnerRecord() {}

  /// Returns the run's record, with the settings of now.
  ///
  /// @throws RunException if the volume holds the run of another training
  static RunRecord of(
      Engines engines,
      String name,
      Settings settings,
      int threads,
      RunFolder folder,
      Consumer<String> log) {
    if (!folder.holdsRun()) {
      PrecisionChoice choice = PrecisionChoice.of(engines, settings, threads);
      log.accept(choice.text());
      RunRecord record = RunRecord.begin(name, settings, threads, false, choice, null);
      record.write(folder);
      return record;
    }
    RunRecord before = RunRecord.read(folder);
    requireSame(folder, before.resolvedSettings(), settings);
    RunRecord now = before.goOn(engines, settings, threads);
    now.write(folder);
    log.accept("going on with the run of " + folder.path());
    log.accept(new PrecisionChoice(now.precisions(), now.measured()).text());
    return now;
  }

  private static void requireSame(RunFolder folder, Settings before, Settings now) {
    require(folder, "game", before.game(), now.game());
    require(folder, "network", before.network(), now.network());
    require(folder, "seed", before.seed(), now.seed());
  }

  private static void require(RunFolder folder, String field, Object before, Object now) {
    if (!before.equals(now)) {
      throw new RunException(
          "%s holds the run of another training: %s must be %s, %s=%s. Give this training another volume, or delete that run."
              .formatted(folder.path(), field, before, field, now));
    }
  }
}
