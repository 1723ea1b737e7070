package dev.alphazero.worker.training;

import dev.alphazero.worker.learner.Backlog;
import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.ReusePacing;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.Counters;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.selfplay.Resignation;
import dev.alphazero.worker.strength.StrengthEvaluations;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A training from its first game to its last step, in rounds: learn, publish, evaluate, take new
/// games. One thread owns this.
///
/// Freely, a round takes games until enough samples are logged, and games in progress go on in the
/// next round; where games go on elsewhere in the meantime, a round learns no longer than until the
/// next weights are due, and evaluations go on beside it. In lockstep a round is a generation: each
/// game starts and ends in it, so that the run repeats bit for bit from any generation's start.
final class TrainingLoop {
  private static final long TAKE_MILLIS = 50;

  private final TrainingPlan plan;
  private final SelfPlay selfPlay;
  private final EpisodeLog log;
  private final Learner learner;
  private final StrengthEvaluations evaluation;
  private final Checkpoints checkpoints;
  private final ProgressMeter meter;
  private final Supplier<Completion> limits;
  private final BooleanSupplier stop;

  /// What the rounds so far have played; behind the log while a lockstep run repeats logged
  /// generations.
  private LogCounters played;

  private long generation;
  private Weights published;
  private Backlog backlog;

  /// What the last evaluation found, in words.
  private @Nullable String strength;

  /// @param limits that end it; they may change as it runs
  /// @param played what the learner's window was filled from
  TrainingLoop(
      TrainingPlan plan,
      SelfPlay selfPlay,
      EpisodeLog log,
      Learner learner,
      StrengthEvaluations evaluation,
      Checkpoints checkpoints,
      ProgressMeter meter,
      Supplier<Completion> limits,
      BooleanSupplier stop,
      LogCounters played,
      long generation) {
    this.plan = plan;
    this.selfPlay = selfPlay;
    this.log = log;
    this.learner = learner;
    this.evaluation = evaluation;
    this.checkpoints = checkpoints;
    this.meter = meter;
    this.limits = limits;
    this.stop = stop;
    this.played = played;
    this.generation = generation;
    published = learner.publish();
    backlog = Backlog.atStart(learner.samplesWaiting(), learner.window().size());
  }

  /// Plays and learns until a limit is reached or a stop is requested, and leaves a checkpoint.
  ///
  /// @return the limit that was reached, in words; null when a stop was requested
  @Nullable String run() {
    publish(); // games can begin before the steps are taken that a process before left behind
    while (true) {
      learn();
      publish();
      evaluate();
      boolean stopped = stop.getAsBoolean();
      String reached = stopped ? null : limits.get().reached(counters(), evaluation.errorRate());
      if (stopped || reached != null) {
        finishEvaluation();
        writeCheckpoint();
        return reached == null ? null : reached + learnedNothing();
      }
      if (checkpoints.isDue()) {
        writeCheckpoint();
      }
      play();
    }
  }

  /// The untrained network is not measured: that would only delay the first step.
  private void evaluate() {
    evaluation.takeFinished();
    Counters now = counters();
    if (now.steps() > 0 && evaluation.isDue(now)) {
      evaluation.begin(now, published);
    }
    strength = evaluation.strength();
  }

  /// What has begun beside the training is worth its end, unless a stop is requested. Games that
  /// finish meanwhile are logged.
  private void finishEvaluation() {
    while (evaluation.isRunning() && !stop.getAsBoolean()) {
      takeFinished(TAKE_MILLIS);
    }
    evaluation.takeFinished();
  }

  /// Takes games that have finished beside the training.
  private void takeFinished(long waitMillis) {
    switch (selfPlay) {
      case SelfPlay.Beside beside -> beside.takeFinished(waitMillis, this::take);
      case SelfPlay.InTurns _ -> {}
    }
  }

  private String learnedNothing() {
    ReusePacing pacing = plan.learner().pacing();
    return learner.steps() > 0
        ? ""
        : ", with 0 training steps: the first step needs %,d samples (%d batches of %,d), samples=%,d; raise the limit or lower learner.batchSize"
            .formatted(
                pacing.firstStepSamples(),
                ReusePacing.FEWEST_BATCHES,
                pacing.batch(),
                played.samples());
  }

  private void play() {
    selfPlay.allowResignation(
        Resignation.isTrusted(played.resignationChecks(), played.wrongResignations()));
    if (plan.deterministic() && selfPlay instanceof SelfPlay.InTurns inTurns) {
      playGeneration(inTurns);
    } else {
      playFreely();
    }
  }

  private void playFreely() {
    long wanted = learner.stepsDue() > 0 ? 0 : plan.newSamplesPerRound();
    long enough = played.samples() + wanted;
    selfPlay.playFreely(episodes -> take(episodes) && played.samples() < enough);
  }

  /// Logs finished games and learns from them later.
  ///
  /// @return whether to go on
  private boolean take(List<Episode> episodes) {
    if (!episodes.isEmpty()) {
      log.append(episodes);
      episodes.forEach(this::add);
    }
    tick();
    return !stop.getAsBoolean();
  }

  /// Plays a generation, or nothing at all if a stop is requested: then the run goes on from the
  /// generation's start.
  private void playGeneration(SelfPlay.InTurns inTurns) {
    List<Episode> episodes =
        inTurns.playGeneration(
            generation,
            played.nextIndex(),
            plan.gamesPerGeneration(),
            () -> {
              tick();
              return !stop.getAsBoolean();
            });
    if (episodes.size() == plan.gamesPerGeneration()) {
      if (log.appendNew(episodes) < episodes.size()) {
        requireRepeated(episodes);
      }
      episodes.forEach(this::add);
      generation++;
    }
  }

  /// Checks a generation that a process before had logged, but not learned from when it died.
  ///
  /// @throws RunException if it was played differently now
  private void requireRepeated(List<Episode> episodes) {
    long first = episodes.getFirst().index();
    log.readNewestFirst(
        (_, _, logged) -> {
          if (logged.generation() == generation
              && !logged.equals(episodes.get((int) (logged.index() - first)))) {
            throw new RunException(
                "the run does not repeat itself: %s was logged otherwise. A deterministic run goes on only with the settings, on the kind of processor and with the libraries that it had."
                    .formatted(logged));
          }
          return logged.generation() >= generation;
        });
  }

  private void add(Episode episode) {
    learner.add(episode);
    played = played.plus(episode);
  }

  /// Takes the steps that are due. What is left of them when a stop is requested, the next process
  /// does first.
  private void learn() {
    int most =
        switch (selfPlay) {
          case SelfPlay.Beside _ -> plan.stepsPerRound();
          case SelfPlay.InTurns _ -> Integer.MAX_VALUE;
        };
    for (int due = learner.stepsDue(); due > 0 && most > 0 && !stop.getAsBoolean(); due--) {
      meter.step(learner::step);
      most--;
      tick();
      takeFinished(0);
    }
  }

  private void publish() {
    published = learner.publish();
    selfPlay.setWeights(plan.deterministic() ? published.ofStep() : published);
  }

  private void writeCheckpoint() {
    Map<String, String> notes = TrainingNotes.of(meter.seconds(), evaluation).asMap();
    checkpoints.write(learner, played, generation, notes);
    meter.checkpointed(learner.steps());
  }

  private void tick() {
    int stepsDue =
        switch (selfPlay) {
          case SelfPlay.Beside _ -> 0;
          case SelfPlay.InTurns _ -> learner.stepsDue();
        };
    meter.tick(counters(), stepsDue, learner.samplesPresented(), learner.losses(), strength);
    Backlog now = backlog.next(learner.samplesWaiting(), learner.window().size());
    if (now.isLarge() != backlog.isLarge()) {
      if (selfPlay instanceof SelfPlay.Beside beside) {
        beside.letRest(now.isLarge());
      }
      meter.backlog(now.isLarge());
    }
    backlog = now;
  }

  Counters counters() {
    return new Counters(played.episodes(), played.samples(), learner.steps(), meter.seconds());
  }
}
