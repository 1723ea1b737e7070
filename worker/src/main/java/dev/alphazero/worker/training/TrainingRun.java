package dev.alphazero.worker.training;

import dev.alphazero.worker.learner.CheckpointProgress;
import dev.alphazero.worker.learner.CheckpointStore;
import dev.alphazero.worker.learner.DivergedException;
import dev.alphazero.worker.learner.Incarnation;
import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.RunIdentity;
import dev.alphazero.worker.learner.TrainStep;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.machine.TrainSteps;
import dev.alphazero.worker.machine.WindowMemory;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.plan.Precisions;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.replay.DamagedLogException;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.replay.ReplayWindow;
import dev.alphazero.worker.replay.WindowSize;
import dev.alphazero.worker.run.EvaluationResult;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.strength.StrengthEvaluations;
import dev.alphazero.worker.strength.TrainedNetwork;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Joins the parts of a training in a run's folder and runs it on the calling thread. The caller
/// holds the folder's lock.
public final class TrainingRun {
  private final RunFolder folder;
  private final Engines engines;
  private final TrainingPlan plan;
  private final Supplier<Completion> limits;
  private final Precisions precisions;
  private final String settingsHash;
  private final TrainingListener listener;
  private final Consumer<EvaluationResult> results;
  private final BooleanSupplier stop;
  private final LongSupplier nanoClock;
  private final DurableFiles files;
  private final Function<Start, SelfPlay> newSelfPlay;

  /// @param engines that evaluate and train here
  /// @param limits that end it: those of the plan, or others that change as it runs; asked by the
  ///   training's thread
  /// @param precisions of self-play and of training steps, fixed for the run
  /// @param settingsHash of the resolved settings, for the checkpoints' headers
  /// @param results receives each evaluation
  /// @param stop asked every few milliseconds
  /// @param files where log and checkpoints are written
  /// @param newSelfPlay makes what plays the games of a run
  public TrainingRun(
      Engines engines,
      RunFolder folder,
      TrainingPlan plan,
      Supplier<Completion> limits,
      Precisions precisions,
      String settingsHash,
      TrainingListener listener,
      Consumer<EvaluationResult> results,
      BooleanSupplier stop,
      LongSupplier nanoClock,
      DurableFiles files,
      Function<Start, SelfPlay> newSelfPlay) {
    this.engines = engines;
    this.folder = folder;
    this.plan = plan;
    this.limits = limits;
    this.precisions = precisions;
    this.settingsHash = settingsHash;
    this.listener = listener;
    this.results = results;
    this.stop = stop;
    this.nanoClock = nanoClock;
    this.files = files;
    this.newSelfPlay = newSelfPlay;
  }

  /// A start of the run, as far as self-play is concerned.
  ///
  /// @param threads idle whenever the training plays
  /// @param log what was played before
  /// @param firstKey index of the first game that is played here
  /// @param incarnation number of this start of the learner
  public record Start(WorkerThreads threads, EpisodeLog log, long firstKey, int incarnation) {}

  /// What a run came to.
  ///
  /// @param reached the limit that ended it, in words; null when a stop was requested
  /// @param log what was played, in all processes of the run
  /// @param network the published one
  public record Outcome(
      @Nullable String reached,
      Counters counters,
      LogCounters log,
      TrainedNetwork network,
      SelfPlay.Shares shares) {}

  /// Trains on from the folder's newest checkpoint and log until a limit is reached or a stop is
  /// requested.
  public Outcome train() {
    CheckpointStore store =
        new CheckpointStore(folder.checkpoints(), plan.checkpointsKept(), files);
    Optional<CheckpointStore.Found> found = store.newest(identity());
    found.ifPresent(this::warn);
    int incarnation = Incarnation.next(folder.path(), files);
    try (WorkerThreads threads = new WorkerThreads(plan.threads());
        EpisodeLog log = openLog()) {
      if (log.tornBytes() > 0) {
        listener.note(
            "the last write of the episode log had been interrupted; its %d bytes were cut off"
                .formatted(log.tornBytes()));
      }
      LogCounters played = playedBefore(log, found);
      noteShortWindow(log, played);
      listener.starting(incarnation, counters(played, found));
      try (Learner learner = newLearner(threads, log, played, incarnation);
          SelfPlay selfPlay =
              newSelfPlay.apply(new Start(threads, log, played.nextIndex(), incarnation))) {
        found.ifPresent(checkpoint -> learner.resume(checkpoint.checkpoint()));
        CheckpointProgress progress =
            found.map(checkpoint -> checkpoint.checkpoint().header().progress()).orElse(null);
        return train(threads, log, learner, selfPlay, store, played, progress);
      } catch (DivergedException e) {
        throw e.resumingFrom(store.newestFirst().stream().findFirst());
      }
    }
  }

  private static Counters counters(LogCounters played, Optional<CheckpointStore.Found> found) {
    Optional<CheckpointProgress> progress =
        found.map(checkpoint -> checkpoint.checkpoint().header().progress());
    return new Counters(
        played.episodes(),
        played.samples(),
        progress.map(CheckpointProgress::step).orElse(0L),
        progress.map(then -> TrainingNotes.of(then.notes()).seconds()).orElse(0.0));
  }

  private void warn(CheckpointStore.Found found) {
    for (String warning : found.warnings()) {
      listener.note("WARNING: %s Going on from %s.".formatted(warning, found.file()));
    }
  }

  private EpisodeLog openLog() {
    return EpisodeLog.open(
        folder.episodes(),
        plan.game().name(),
        plan.layout(),
        EpisodeLog.DEFAULT_SEGMENT_BYTES,
        files);
  }

  private Outcome train(
      WorkerThreads threads,
      EpisodeLog log,
      Learner learner,
      SelfPlay selfPlay,
      CheckpointStore store,
      LogCounters played,
      @Nullable CheckpointProgress progress) {
    try (StrengthEvaluations evaluation =
        switch (selfPlay) {
          case SelfPlay.Beside _ ->
              StrengthEvaluations.beside(plan, stop, nanoClock, this::network, results);
          case SelfPlay.InTurns _ ->
              StrengthEvaluations.between(plan, threads, stop, nanoClock, this::network, results);
        }) {
      return train(evaluation, log, learner, selfPlay, store, played, progress);
    }
  }

  private Outcome train(
      StrengthEvaluations evaluation,
      EpisodeLog log,
      Learner learner,
      SelfPlay selfPlay,
      CheckpointStore store,
      LogCounters played,
      @Nullable CheckpointProgress progress) {
    double earlierSeconds = 0;
    long generation = 0;
    if (progress != null) {
      TrainingNotes notes = TrainingNotes.of(progress.notes());
      evaluation.resume(notes.evaluatedGames(), notes.errorRate());
      earlierSeconds = notes.seconds();
      generation = progress.generation();
    }
    TrainingLoop training =
        new TrainingLoop(
            plan,
            selfPlay,
            log,
            learner,
            evaluation,
            new Checkpoints(plan, store, log, identity(), nanoClock),
            new ProgressMeter(limits, earlierSeconds, listener, nanoClock),
            limits,
            stop,
            played,
            generation);
    String reached = training.run();
    return new Outcome(
        reached,
        training.counters(),
        log.counters(),
        network(learner.publish().flat()),
        switch (selfPlay) {
          case SelfPlay.InTurns inTurns -> inTurns.shares();
          case SelfPlay.Beside _ -> SelfPlay.NO_SHARES;
        });
  }

  /// Returns what the window is filled from. A lockstep run repeats what the log holds beyond its
  /// checkpoint; any other takes it as it is.
  ///
  /// @throws RunException if episodes are gone that the checkpoint was made with
  private LogCounters playedBefore(EpisodeLog log, Optional<CheckpointStore.Found> found) {
    LogCounters then =
        found
            .map(checkpoint -> checkpoint.checkpoint().header().progress().counters())
            .orElse(LogCounters.ZERO);
    if (then.episodes() > log.counters().episodes()) {
      throw new RunException(
          "the episode log in %s has lost episodes: %d are there, checkpoint %s was made with %d. Restore the log from a copy; %s"
              .formatted(
                  folder.episodes(),
                  log.counters().episodes(),
                  found.orElseThrow().file(),
                  then.episodes(),
                  DamagedLogException.REMEDY));
    }
    return plan.deterministic() ? then : log.counters();
  }

  /// Samples are missing if segments are gone, or were deleted for a smaller window.
  private void noteShortWindow(EpisodeLog log, LogCounters played) {
    long wanted = plan.window().firstSample(played.samples());
    long missing = Math.min(log.deleted().samples(), played.samples()) - wanted;
    if (missing > 0) {
      listener.note(
          "the replay window is short by %,d of %,d samples that the log does not hold; games to come fill it"
              .formatted(missing, played.samples() - wanted));
    }
  }

  private Learner newLearner(
      WorkerThreads threads, EpisodeLog log, LogCounters played, int incarnation) {
    TrainStep step = newTrainStep(threads);
    step.restore(
        TrainState.initial(plan.network(), InitialWeights.of(plan.network(), plan.seed())));
    return new Learner(
        plan.learner(),
        ReplayWindow.reload(log, plan.layout(), window(), played),
        plan.game().symmetries(),
        plan.network(),
        step,
        incarnation);
  }

  /// The window is held beside the heap, of which a machine or a container has only so much.
  private WindowSize window() {
    WindowMemory memory = WindowMemory.ofThisProcess(plan.layout().rowBytes());
    WindowSize bounded = memory.bound(plan.window(), plan.learner().pacing().firstStepSamples());
    if (bounded.maxSamples() < plan.window().maxSamples()) {
      listener.note(memory.text(bounded, plan.window()));
    }
    return bounded;
  }

  /// Self-play's threads are idle while the run learns.
  private TrainStep newTrainStep(WorkerThreads threads) {
    return TrainSteps.of(
        engines.learner(),
        threads,
        plan.learner().pacing().batch(),
        plan.network(),
        precisions.training(),
        plan.optimizer());
  }

  private TrainedNetwork network(float[] weights) {
    return new TrainedNetwork(
        engines.inference(),
        plan.name(),
        plan.game(),
        plan.network(),
        weights,
        precisions.inference(),
        plan.search(),
        plan.backend(),
        plan.seed());
  }

  private RunIdentity identity() {
    return new RunIdentity(
        plan.game().name(),
        plan.network(),
        Long.toHexString(plan.layout().hash()),
        settingsHash,
        plan.seed(),
        precisions.training().name(),
        engines.learner().library());
  }
}
