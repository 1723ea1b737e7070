package dev.alphazero.worker.run;

import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.arena.VerificationReport;
import dev.alphazero.worker.learner.CheckpointHeader;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.RunFolderException;
import dev.alphazero.worker.replay.RunLock;
import dev.alphazero.worker.run.RunOverview.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at one run without changing it, also while it trains. What cannot be read becomes a
/// problem in the overview. Used once.
public final class RunInspection {
  /// A newer checkpoint may replace the newest between the listing and the reading.
  private static final int TRIES = 3;

  private final RunFolder folder;
  private final List<String> problems = new ArrayList<>();

  private RunInspection(RunFolder folder) {
    this.folder = folder;
  }

  /// Returns what a run is and has reached.
  public static RunOverview of(RunFolder folder) {
    return new RunInspection(folder).overview();
  }

  private RunOverview overview() {
    boolean held = read(() -> Optional.of(RunLock.isHeld(folder.path()))).orElse(false);
    RunFolders.Disk disk = RunFolders.disk(folder.path());
    Optional<RunRecord> record = record(held);
    Optional<CheckpointHeader> newest = read(this::newestCheckpoint);
    boolean usable = problems.isEmpty();
    Optional<TrainingReport> report = read(() -> TrainingReport.read(folder));
    Optional<EvaluationResult> evaluation = read(() -> EvaluationResult.last(folder));
    long steps = newest.map(header -> header.progress().step()).orElse(0L);
    Counters counters = counters(newest, evaluation);
    Strength strength = strength(report, evaluation);
    return new RunOverview(
        String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
        folder.path().toString(),
        state(held, usable, report, steps),
        record.map(run -> run.resolvedSettings().game().name().text()).orElse(null),
        counters.games(),
        counters.samples(),
        counters.steps(),
        strength.errorRate(),
        strength.text(),
        disk.bytes(),
        disk.lastWritten().toString(),
        problems);
  }

  private <T> Optional<T> read(Supplier<Optional<T>> reader) {
    try {
      return reader.get();
    } catch (RunException | RunFolderException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<RunRecord> record(boolean held) {
    if (folder.holdsRun()) {
      return read(() -> Optional.of(RunRecord.read(folder)));
    }
    if (!held) {
      problems.add(
          "%s is missing: the run was stopped before it began, or lost it. Train again with --output %s, or delete the folder."
              .formatted(folder.record(), folder.path()));
    }
    return Optional.empty();
  }

  private Optional<CheckpointHeader> newestCheckpoint() {
    CheckpointStore store = new CheckpointStore(folder.checkpoints(), 1, DurableFiles.disk());
    for (int tries = 1; ; tries++) {
      List<Path> files = store.newestFirst();
      if (files.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(CheckpointStore.load(files.getFirst()).header());
      } catch (RunFolderException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /// Returns what the newest checkpoint counted, or the last evaluation if it was later: the first
  /// checkpoint may be minutes away.
  private static Counters counters(
      Optional<CheckpointHeader> newest, Optional<EvaluationResult> evaluation) {
    Counters saved =
        newest
            .map(CheckpointHeader::progress)
            .map(
                progress ->
                    new Counters(
                        progress.counters().episodes(),
                        progress.counters().samples(),
                        progress.step(),
                        0))
            .orElse(new Counters(0, 0, 0, 0));
    return evaluation
        .map(EvaluationResult::counters)
        .filter(evaluated -> evaluated.games() > saved.games())
        .orElse(saved);
  }

  /// A report is of the end of a process: the run may have gone on since then and been killed.
  private static State state(
      boolean held, boolean usable, Optional<TrainingReport> report, long steps) {
    if (held) {
      return State.RUNNING;
    }
    if (!usable) {
      return State.DAMAGED;
    }
    return report.isPresent()
            && report.get().state() == TrainingReport.State.COMPLETE
            && report.get().steps() >= steps
        ? State.COMPLETE
        : State.STOPPED;
  }

  /// What the last evaluation found.
  private record Strength(@Nullable Double errorRate, @Nullable String text) {}

  private static Strength strength(
      Optional<TrainingReport> report, Optional<EvaluationResult> evaluation) {
    VerificationReport verified = report.map(TrainingReport::verification).orElse(null);
    if (verified != null
        && evaluation.stream().allMatch(e -> e.counters().games() <= report.get().games())) {
      return ofErrors(verified.errorRate(), verified.simulations());
    }
    if (evaluation.isEmpty()) {
      return new Strength(null, null);
    }
    EvaluationResult last = evaluation.get();
    if (last.positions() > 0) {
      return ofErrors(last.errorRate(), last.simulations());
    }
    return new Strength(
        null,
        last.matches().stream()
            .reduce(RunInspection::moreTelling)
            .map(match -> "Elo %s against %s".formatted(match.elo().text(), match.second()))
            .orElse(null));
  }

  private static Strength ofErrors(double rate, int simulations) {
    return new Strength(
        rate,
        String.format(Locale.ROOT, "%.2f %% errors, %d simulations", 100 * rate, simulations));
  }

  /// Plain MCTS is an opponent that stays the same and does not lose always.
  private static MatchResult moreTelling(MatchResult a, MatchResult b) {
    return a.second().startsWith("mcts:") && !b.second().startsWith("mcts:") ? a : b;
  }
}
