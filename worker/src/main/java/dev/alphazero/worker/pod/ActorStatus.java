package dev.alphazero.worker.pod;

import dev.alphazero.crd.progress.ActorProgress;
import dev.alphazero.crd.progress.RoleProgress;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.wire.episodes.EpisodesClient;
import java.util.function.LongSupplier;

/// What an actor reports.
final class ActorStatus {
  private static final int GAMES = 0;
  private static final int EVALUATIONS = 1;
  private static final int EVALUATOR_NANOS = 2;
  private static final double SECONDS_PER_HOUR = 3600;

  private final PlayingThreads playing;
  private final LongSupplier games;
  private final LongSupplier samples;
  private final EpisodesClient episodes;
  private final Pause pause;
  private final RateWindow rates;

  ActorStatus(
      PlayingThreads playing,
      LongSupplier games,
      LongSupplier samples,
      EpisodesClient episodes,
      Pause pause,
      LongSupplier nanoClock) {
    this.playing = playing;
    this.games = games;
    this.samples = samples;
    this.episodes = episodes;
    this.pause = pause;
    rates = new RateWindow(nanoClock, 0, 0, 0);
  }

  RoleProgress document() {
    double[] perSecond =
        rates.perSecond(games.getAsLong(), playing.evaluations(), playing.evaluatorNanos());
    ModelVersion version = ModelVersion.ofPacked(playing.modelVersion());
    double waiting = perSecond[EVALUATOR_NANOS] / 1e9 / Math.max(1, playing.size());
    return new ActorProgress(
        RoleProgress.VERSION,
        version.incarnation(),
        version.step(),
        SECONDS_PER_HOUR * perSecond[GAMES],
        perSecond[EVALUATIONS],
        episodes.unsent(),
        100 * Math.clamp(waiting, 0, 1));
  }

  RoleMetrics metrics() {
    return new RoleMetrics()
        .counter("alphazero.actor.games", "Games finished", games::getAsLong)
        .counter("alphazero.actor.samples", "Samples of finished games", samples::getAsLong)
        .counter("alphazero.actor.evaluations", "Positions evaluated", () -> playing.evaluations())
        .counter(
            "alphazero.actor.remembered.leaves",
            "Leaves whose evaluation was remembered, or shared with an equal leaf of the batch",
            () -> playing.remembered())
        .counter(
            "alphazero.actor.evaluation.wait.seconds",
            "Time of all threads spent waiting for evaluations",
            () -> playing.evaluatorNanos() / 1e9)
        .gauge(
            "alphazero.actor.unsent.games",
            "Finished games that the learner has not acknowledged",
            episodes::unsent)
        .gauge(
            "alphazero.actor.resting",
            "1 while games rest because the learner has enough or is away, else 0",
            () -> pause.isResting() ? 1 : 0)
        .counter(
            "alphazero.actor.rest.seconds",
            "Time of all threads in such rests that are over",
            () -> pause.restedSeconds())
        .counter(
            "alphazero.actor.acknowledged.games",
            "Finished games that are durable at the learner",
            episodes::acknowledged)
        .counter(
            "alphazero.actor.dropped.games",
            "Finished games of a log that the learner does not have any more",
            episodes::dropped);
  }
}
