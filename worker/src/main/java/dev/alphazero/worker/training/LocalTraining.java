package dev.alphazero.worker.training;

import dev.alphazero.crd.read.Problem;
import dev.alphazero.crd.read.TrainingFileException;
import dev.alphazero.crd.resolve.Resolved;
import dev.alphazero.crd.resolve.ResumeCheck;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.learner.RunIdentity;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.HardwareProbe;
import dev.alphazero.worker.machine.PrecisionChoice;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.RunLock;
import dev.alphazero.worker.replay.SampleLayout;
import dev.alphazero.worker.run.EvaluationResult;
import dev.alphazero.worker.run.LostGames;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunRecord;
import dev.alphazero.worker.run.StartedFrom;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.strength.StrengthEvaluations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A local training from its resolved file to its report: begins a run or goes on with it.
public final class LocalTraining {
  private final String name;
  private final Resolved resolved;
  private final HardwareProbe.Found machine;
  private final RunFolder folder;
  private final boolean deterministic;
  private final TrainingListener listener;
  private final BooleanSupplier stop;
  private List<MatchResult> lastMatches = List.of();

  /// @param name of the training
  /// @param machine what it runs on
  /// @param deterministic whether it shall repeat bit for bit
  /// @param stop asked every few milliseconds
  public LocalTraining(
      String name,
      Resolved resolved,
      HardwareProbe.Found machine,
      RunFolder folder,
      boolean deterministic,
      TrainingListener listener,
      BooleanSupplier stop) {
    this.name = name;
    this.resolved = resolved;
    this.machine = machine;
    this.folder = folder;
    this.deterministic = deterministic;
    this.listener = listener;
    this.stop = stop;
  }

  /// Trains until a limit is reached or a stop is requested.
  ///
  /// @throws TrainingFileException if the file does not go with the run that is there
  /// @throws InputException if what it asks for is not there
  public TrainingReport run() {
    return run(TrainingStart.PLAIN);
  }

  /// Trains, with the options of this start; otherwise as `run()`.
  public TrainingReport run(TrainingStart start) {
    Settings settings = resolved.settings();
    listener.note("machine: " + machine.text());
    machine.notes().forEach(listener::note);
    listener.note("profile: " + resolved.profileReason());
    resolved.warnings().forEach(warning -> listener.note("WARNING: " + warning));
    Game game = TrainingPlans.game(settings.game());
    listener.note(TrainingPlans.backend(settings.search(), game).reason());
    Engines engines =
        Engines.of(settings.inference().device(), settings.learner().device(), listener::note);
    if (deterministic && !isRepeatable(engines)) {
      throw new InputException(
          "--deterministic needs the processor, as a GPU's batches depend on time: add --device cpu, inference.device=%s, learner.device=%s"
              .formatted(engines.inference().device(), engines.learner().device()));
    }
    StrengthEvaluations.sets(game, TrainingPlans.evaluation(settings.evaluation()));
    @Nullable StartingWeights source = source(start, settings);
    try (RunLock _ = RunLock.acquire(folder.path())) {
      RunRecord record =
          folder.holdsRun() ? goOn(engines, settings) : begin(engines, settings, source);
      listener.note(new PrecisionChoice(record.precisions(), record.measured()).text());
      TrainingPlan plan = TrainingPlans.of(name, settings, record.threads(), deterministic);
      listener.note("run: " + folder.path());
      if (start.acceptLostGames()) {
        LostGames.accept(folder, plan, DurableFiles.disk(), listener::note);
      }
      TrainingRun.Outcome outcome =
          new TrainingRun(
                  engines,
                  folder,
                  plan,
                  plan::completion,
                  record.precisions(),
                  resolved.hash(),
                  listener,
                  this::keep,
                  stop,
                  System::nanoTime,
                  DurableFiles.disk(),
                  begun ->
                      SelfPlayThreads.of(
                          engines.inference(),
                          plan.playing(),
                          record.precisions().inference(),
                          settings.inference().batchSize(),
                          begun.threads(),
                          begun.firstKey(),
                          plan.playing()::newGroup))
              .train();
      TrainingReport report =
          new FinalReport(plan, record, folder, listener, stop).of(outcome, lastMatches);
      report.write(folder);
      return report;
    }
  }

  private static boolean isRepeatable(Engines engines) {
    return engines.inference().attributes().isRepeatable()
        && engines.learner().attributes().isRepeatable();
  }

  private int threads(Engines engines) {
    return engines.inference().attributes().threads(machine.hardware().cores());
  }

  /// Reads the weights that a new run shall begin with, null for new ones. A run that is there
  /// already has its own.
  ///
  /// @throws InputException if they cannot be had, or are of another network
  private @Nullable StartingWeights source(TrainingStart start, Settings settings) {
    String from = start.from();
    if (from == null) {
      return null;
    }
    if (folder.holdsRun()) {
      StartedFrom began = RunRecord.read(folder).from();
      if (began == null || !began.named().equals(from)) {
        throw new InputException(
            "--from begins a run, and %s holds one that began with %s weights, --from=%s; leave --from out to go on with it, or choose another --output"
                .formatted(folder.path(), began == null ? "new" : began.named() + "'s", from));
      }
      return null;
    }
    StartingWeights source = StartingWeights.read(from);
    source.requireFits(identity(settings, source.made().precision(), source.made().library()));
    return source;
  }

  private RunIdentity identity(Settings settings, String precision, String library) {
    Game game = TrainingPlans.game(settings.game());
    return new RunIdentity(
        game.name(),
        TrainingPlans.network(settings.network(), game),
        Long.toHexString(new SampleLayout(game.planes(), game.actions()).hash()),
        resolved.hash(),
        settings.seed(),
        precision,
        library);
  }

  private RunRecord begin(Engines engines, Settings settings, @Nullable StartingWeights source) {
    int threads = threads(engines);
    PrecisionChoice choice = PrecisionChoice.of(engines, settings, threads);
    if (source != null) {
      listener.note(source.from().text());
      source.save(
          folder,
          identity(settings, choice.precisions().training().name(), engines.learner().library()));
    }
    RunRecord record =
        RunRecord.begin(
            name, settings, threads, deterministic, choice, source == null ? null : source.from());
    record.write(folder);
    return record;
  }

  private RunRecord goOn(Engines engines, Settings settings) {
    RunRecord record = RunRecord.read(folder);
    ResumeCheck check = ResumeCheck.of(record.resolvedSettings(), resolved);
    List<Problem> problems = new ArrayList<>(check.problems());
    if (!problems.isEmpty()) {
      throw new TrainingFileException(problems);
    }
    if (record.deterministic() != deterministic) {
      throw new InputException(
          "the run %s was begun %s --deterministic and must go on so; or choose another folder with --output"
              .formatted(folder.path(), record.deterministic() ? "with" : "without"));
    }
    listener.note("going on with the run of %s".formatted(folder.path()));
    check
        .changes()
        .forEach(
            change ->
                listener.note(
                    "changed: " + change.text() + LocalSettings.remark(change.path(), engines)));
    int threads = deterministic ? record.threads() : threads(engines);
    RunRecord now = record.goOn(engines, settings, threads);
    now.write(folder);
    return now;
  }

  private void keep(EvaluationResult result) {
    lastMatches = result.matches();
    result.appendTo(folder);
  }
}
