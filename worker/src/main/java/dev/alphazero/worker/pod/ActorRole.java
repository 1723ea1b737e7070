package dev.alphazero.worker.pod;

import dev.alphazero.crd.Placement;
import dev.alphazero.crd.role.ActorConfig;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.replay.Episode;
import dev.alphazero.worker.replay.EpisodeCodec;
import dev.alphazero.worker.wire.episodes.EpisodesClient;
import dev.alphazero.worker.wire.transport.ClientClosedException;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An actor of a training in a cluster: plays games and hands them to the learner, with a network
/// of its own or with the inference pods'.
///
/// On SIGTERM no further game starts; games in progress go on for a while, then what is finished is
/// sent. The calling thread waits.
public final class ActorRole {
  /// Over a network, search and evaluation of two groups overlap; on the same core there is nothing
  /// to overlap.
  private static final int GROUPS_PER_THREAD_OF_SHARED = 2;

  /// Finished games that the learner has not taken; play pauses beyond that.
  private static final int MOST_UNSENT_BYTES = 64 << 20;

  private static final Duration END_GAMES = Duration.ofSeconds(20);
  private static final Duration SEND = Duration.ofSeconds(20);

  private final ActorConfig config;
  private final Consumer<String> log;
  private final Stop stop;
  private final SelfPlayPlan plan;
  private final int groups;
  private final LongAdder games = new LongAdder();
  private final LongAdder samples = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /// @param stop when to end
  /// @throws InputException if the configuration asks for what is not there
  public ActorRole(ActorConfig config, Consumer<String> log, Stop stop) {
    this.config = config;
    this.log = log;
    this.stop = stop;
    groups =
        config.placement() == Placement.SHARED
            ? GROUPS_PER_THREAD_OF_SHARED * config.threads()
            : config.threads();
    plan =
        TrainingPlans.selfPlay(
            config.game(),
            config.network(),
            config.search(),
            config.selfPlay(),
            Math.max(1, config.selfPlay().gamesPerActor() / groups),
            config.seed());
  }

  /// Plays until a stop is requested.
  ///
  /// @throws IOException if a port cannot be opened or the certificates cannot be read
  public void run() throws IOException {
    log.accept(TrainingPlans.backend(config.search(), plan.game()).reason());
    Handshake handshake = Peer.handshake(config, plan.layout(), plan.network());
    // Evaluation first: it tells the JVM how long to keep names, which must be before any look-up.
    try (Tls tls = new Tls(Path.of(config.tls()), Tls.REREAD, log);
        LeafEvaluation evaluation = evaluation(handshake, tls);
        EpisodesClient episodes =
            new EpisodesClient(
                handshake,
                config.endpoints().learner().host(),
                config.endpoints().learner().port(),
                tls,
                new EpisodeCodec(plan.layout()),
                MOST_UNSENT_BYTES,
                log)) {
      play(episodes, evaluation);
    }
    Throwable why = failure.get();
    if (why != null) {
      throw new IllegalStateException("the games could not go on: " + why, why);
    }
    log.accept("stopped");
  }

  private LeafEvaluation evaluation(Handshake handshake, Tls tls) {
    return config.placement() == Placement.SHARED
        ? LeafEvaluation.shared(config, plan, handshake, tls, log)
        : LeafEvaluation.own(config, plan, handshake, tls, stop, log);
  }

  private void play(EpisodesClient episodes, LeafEvaluation evaluation) throws IOException {
    Pause pause = new Pause(episodes, stop, log);
    PlayingThreads playing =
        new PlayingThreads(
            plan, episodes::nextKey, episode -> send(episodes, episode), pause, this::fail);
    ActorStatus status =
        new ActorStatus(playing, games::sum, samples::sum, episodes, pause, System::nanoTime);
    try (RoleMetrics metrics = status.metrics();
        RoleHttp _ =
            new RoleHttp(config.http(), status::document, () -> null, metrics.registry())) {
      playing.start(groups, evaluation::newEvaluator);
      stop.await();
      drain(playing, pause, episodes, evaluation);
    }
  }

  private void send(EpisodesClient episodes, Episode episode) {
    games.increment();
    samples.add(episode.samples());
    episodes.add(episode);
  }

  private void fail(Throwable why) {
    if (why instanceof ClientClosedException) {
      return; // the end of a drain
    }
    failure.compareAndSet(null, why);
    stop.request();
  }

  private void drain(
      PlayingThreads playing, Pause pause, EpisodesClient episodes, LeafEvaluation evaluation) {
    long end = System.nanoTime() + END_GAMES.toNanos();
    playing.join(() -> System.nanoTime() - end < 0);
    pause.end();
    if (!episodes.awaitSent(SEND)) {
      log.accept(
          "stopping with %,d games that the learner has not taken".formatted(episodes.unsent()));
    }
    evaluation.close(); // ends what still waits for an answer
    episodes.close();
    playing.join(() -> true);
  }
}
