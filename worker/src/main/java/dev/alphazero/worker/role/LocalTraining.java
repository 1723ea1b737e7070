package dev.alphazero.worker.role;

import dev.alphazero.worker.learner.Learner;
import dev.alphazero.worker.learner.Weights;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.LogCounters;
import dev.alphazero.worker.selfplay.Resignation;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A whole training in one process: self-play and learning take turns on all cores. One thread owns
/// this.
///
/// Freely, a round plays until enough samples are logged, and games in progress go on in the next
/// round. In lockstep a round is a generation: each game starts and ends in it, so that the run
/// repeats bit for bit from any generation's start.
final class LocalTraining {
  private final TrainingPlan plan;
  private final SelfPlayThreads selfPlay;
  private final EpisodeLog log;
  private final Learner learner;
  private final LocalEvaluation evaluation;
  private final LocalCheckpoints checkpoints;
  private final ProgressMeter meter;
  private final BooleanSupplier stop;

  /// What the rounds so far have played; behind the log while a lockstep run repeats logged
  /// generations.
  private LogCounters played;

  private long generation;
  private Weights published;

  /// @param played what the learner's window was filled from
  LocalTraining(
      TrainingPlan plan,
      SelfPlayThreads selfPlay,
      EpisodeLog log,
      Learner learner,
      LocalEvaluation evaluation,
      LocalCheckpoints checkpoints,
      ProgressMeter meter,
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
    this.stop = stop;
    this.played = played;
    this.generation = generation;
    published = learner.publish();
  }

  /// Plays and learns until a limit is reached or it is told to stop, and leaves a checkpoint.
  ///
  /// @return the limit that was reached, in words; null when it was told to stop
  @Nullable String run() {
    while (true) {
      learn();
      publish();
      evaluation.runIfDue(counters(), published);
      boolean stopped = stop.getAsBoolean();
      String reached =
          stopped ? null : plan.completion().reached(counters(), evaluation.errorRate());
      if (stopped || reached != null) {
        writeCheckpoint();
        return reached;
      }
      if (checkpoints.isDue()) {
        writeCheckpoint();
      }
      play();
    }
  }

  private void play() {
    selfPlay.allowResignation(
        Resignation.isTrusted(played.resignationChecks(), played.wrongResignations()));
    if (plan.deterministic()) {
      playGeneration();
    } else {
      playFreely();
    }
  }

  private void playFreely() {
    long enough = played.samples() + plan.newSamplesPerRound();
    selfPlay.playFreely(
        published.version().packed(),
        episodes -> {
          if (!episodes.isEmpty()) {
            log.append(episodes);
            episodes.forEach(this::add);
          }
          tick();
          return played.samples() < enough && !stop.getAsBoolean();
        });
  }

  /// Plays a generation, or nothing at all if it is told to stop: then the run goes on from the
  /// generation's start.
  private void playGeneration() {
    List<Episode> episodes =
        selfPlay.playGeneration(
            generation,
            played.nextIndex(),
            plan.gamesPerGeneration(),
            published.version().step(),
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

  /// Takes the steps that are due. What is left of them when it is told to stop, the next process
  /// does first.
  private void learn() {
    for (int due = learner.stepsDue(); due > 0 && !stop.getAsBoolean(); due--) {
      learner.step();
      tick();
    }
  }

  private void publish() {
    published = learner.publish();
    selfPlay.setWeights(published.flat());
  }

  private void writeCheckpoint() {
    Map<String, String> notes = TrainingNotes.of(meter.seconds(), evaluation).asMap();
    checkpoints.write(learner, played, generation, notes);
  }

  private void tick() {
    meter.tick(counters(), learner.samplesPresented(), learner.losses(), evaluation.strength());
  }

  Counters counters() {
    return new Counters(played.episodes(), played.samples(), learner.steps(), meter.seconds());
  }
}
