package dev.alphazero.worker.pod;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.resolve.SettingsJson;
import dev.alphazero.crd.role.LearnerConfig;
import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.worker.arena.MatchResult;
import dev.alphazero.worker.learner.DivergedException;
import dev.alphazero.worker.machine.Engines;
import dev.alphazero.worker.plan.Completion;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.plan.TrainingPlan;
import dev.alphazero.worker.plan.TrainingPlans;
import dev.alphazero.worker.replay.DamagedLogException;
import dev.alphazero.worker.replay.DurableFiles;
import dev.alphazero.worker.replay.EpisodeCodec;
import dev.alphazero.worker.replay.EpisodeLog;
import dev.alphazero.worker.replay.RunLock;
import dev.alphazero.worker.run.EvaluationResult;
import dev.alphazero.worker.run.LostGames;
import dev.alphazero.worker.run.RunException;
import dev.alphazero.worker.run.RunFolder;
import dev.alphazero.worker.run.RunRecord;
import dev.alphazero.worker.run.TrainingReport;
import dev.alphazero.worker.search.BadEvaluationException;
import dev.alphazero.worker.training.FinalReport;
import dev.alphazero.worker.training.SelfPlay;
import dev.alphazero.worker.training.TrainingRun;
import dev.alphazero.worker.wire.episodes.EpisodesService;
import dev.alphazero.worker.wire.transport.Handshake;
import dev.alphazero.worker.wire.transport.Tls;
import dev.alphazero.worker.wire.transport.WireServer;
import dev.alphazero.worker.wire.transport.WireService;
import dev.alphazero.worker.wire.weights.WeightsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The learner of a training in a cluster: takes games from actors, trains, gives weights away, and
/// keeps log and checkpoints in its volume, which is a run's folder.
///
/// When the training is complete, or cannot go on, it reports that and idles: a process that ended
/// would be started again. The calling thread is the training's.
public final class LearnerRole {
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final LearnerConfig config;
  private final boolean acceptLostGames;
  private final Consumer<String> log;
  private final Stop stop;
  private final RunFolder folder;
  private final Settings settings;
  private final TrainingPlan plan;
  private final LimitsFile limits;
  private final LearnerStatus status;
  private List<MatchResult> lastMatches = List.of();
  private volatile boolean published;

  /// The gRPC port, once it is open.
  private final AtomicReference<@Nullable WireServer> server = new AtomicReference<>();

  /// @param limitsFile the training's limits where they change as it runs; it need not be there
  /// @param acceptLostGames whether it may go on without games that its log has lost
  /// @param stop when to end: with a checkpoint
  /// @throws InputException if the configuration asks for what is not there
  public LearnerRole(
      LearnerConfig config,
      Path limitsFile,
      boolean acceptLostGames,
      Consumer<String> log,
      Stop stop) {
    this.config = config;
    this.acceptLostGames = acceptLostGames;
    this.log = log;
    this.stop = stop;
    folder = new RunFolder(Path.of(config.data()));
    limits = new LimitsFile(limitsFile, Limits.of(config.completion()), System::nanoTime, log);
    settings = LearnerSettings.of(config, limits.get().completion());
    plan = TrainingPlans.of(config.training().name(), settings, config.threads(), false);
    status =
        new LearnerStatus(
            log,
            Clock.systemUTC(),
            config.learner().batchSize(),
            config.learner().replay().reuse(),
            limits.get());
  }

  /// Trains and idles until a stop is requested.
  ///
  /// @throws IOException if a port cannot be opened or the certificates cannot be read
  public void run() throws IOException {
    Handshake handshake = Peer.handshake(config, plan.layout(), plan.network());
    Engines engines = engines();
    try (PodGpus gpus = PodGpus.watch(engines, log)) {
      run(engines, handshake, gpus);
    }
    log.accept("stopped");
  }

  /// A learner that evaluates only to measure strength does so where it learns.
  private Engines engines() {
    Device learner = config.learner().device();
    RoleConfig.Inference inference = config.inference();
    return Engines.of(inference == null ? learner : inference.device(), learner, log);
  }

  private void run(Engines engines, Handshake handshake, PodGpus gpus) throws IOException {
    Optional<Inference> inference = inference(engines, handshake, gpus);
    try (RoleMetrics metrics = gpus.addTo(LearnerMetrics.of(status))) {
      metrics.refusedStreams(this::refusedStreams);
      inference.ifPresent(evaluating -> evaluating.status().addTo(metrics));
      try (RoleHttp _ =
          new RoleHttp(
              config.listen().http(),
              () ->
                  status.document(inference.map(Inference::status).map(InferenceStatus::document)),
              () -> notReady(inference),
              metrics.registry())) {
        trainOrFail(engines, handshake, inference);
        stop.await();
      }
    } finally {
      inference.ifPresent(Inference::close);
    }
  }

  private Optional<Inference> inference(Engines engines, Handshake handshake, PodGpus gpus) {
    return Optional.ofNullable(config.inference())
        .map(
            settings ->
                Inference.start(
                    engines.inference(),
                    settings,
                    plan.network(),
                    plan.game().planes(),
                    config.threads(),
                    handshake,
                    gpus,
                    log));
  }

  private @Nullable String notReady(Optional<Inference> inference) {
    if (status.hasEnded()) {
      return null;
    }
    return published
        ? inference.map(Inference::notReady).orElse(null)
        : "no weights are published yet";
  }

  private void trainOrFail(Engines engines, Handshake handshake, Optional<Inference> inference)
      throws IOException {
    try (RunLock _ = RunLock.acquire(folder.path());
        Tls tls = new Tls(Path.of(config.tls()), Tls.REREAD, log)) {
      train(engines, handshake, tls, inference);
    } catch (DivergedException
        | BadEvaluationException
        | RunException
        | InputException
        | DamagedLogException e) {
      log.accept("the training cannot go on: " + e.getMessage());
      status.failed(String.valueOf(e.getMessage()));
    }
  }

  private void train(Engines engines, Handshake handshake, Tls tls, Optional<Inference> inference) {
    RunRecord record =
        LearnerRecord.of(
            engines, config.training().name(), settings, config.threads(), folder, log);
    if (acceptLostGames) {
      LostGames.accept(folder, plan, DurableFiles.disk(), log);
    }
    TrainingRun.Outcome outcome =
        new TrainingRun(
                engines,
                folder,
                plan,
                this::completion,
                record.precisions(),
                SettingsJson.hash(settings),
                status,
                this::keep,
                stop,
                System::nanoTime,
                DurableFiles.disk(),
                start -> serve(handshake, tls, inference, start.log(), start.incarnation()))
            .train();
    finish(record, outcome);
  }

  /// The limits that hold now, which the status reports.
  private Completion completion() {
    Limits now = limits.get();
    status.limits(now);
    return TrainingPlans.completion(now.completion());
  }

  private void keep(EvaluationResult result) {
    lastMatches = result.matches();
    result.appendTo(folder);
    status.evaluated(result);
  }

  /// Opens the gRPC port; what is returned closes it.
  private SelfPlay serve(
      Handshake handshake,
      Tls tls,
      Optional<Inference> inference,
      EpisodeLog episodes,
      int incarnation) {
    WeightsService weights = new WeightsService(handshake);
    RemoteSelfPlay selfPlay =
        new RemoteSelfPlay(
            episodes,
            incarnation,
            newer -> {
              weights.publish(newer);
              inference.ifPresent(evaluating -> evaluating.take(newer));
              published = true;
            },
            () -> drain(server.get()));
    List<WireService> services = new ArrayList<>();
    services.add(new EpisodesService(handshake, new EpisodeCodec(plan.layout()), selfPlay));
    services.add(weights);
    inference.ifPresent(evaluating -> services.add(evaluating.service()));
    server.set(listen(tls, services));
    return selfPlay;
  }

  private WireServer listen(Tls tls, List<WireService> services) {
    WireServer server = new WireServer(config.listen().grpc(), tls, services, log);
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return server;
  }

  private long refusedStreams() {
    WireServer listening = server.get();
    return listening == null ? 0 : listening.refused();
  }

  private static void drain(@Nullable WireServer server) {
    if (server != null) {
      server.drain(DRAIN);
    }
  }

  private void finish(RunRecord record, TrainingRun.Outcome outcome) {
    String reached = outcome.reached();
    boolean known =
        TrainingReport.read(folder)
            .filter(
                report ->
                    report.state() == TrainingReport.State.COMPLETE
                        && report.steps() == outcome.counters().steps())
            .isPresent();
    if (!known) {
      new FinalReport(plan, record, folder, status, stop).of(outcome, lastMatches).write(folder);
    }
    if (reached != null) {
      log.accept("complete: " + reached);
      status.complete(reached, outcome.counters());
    }
  }
}
