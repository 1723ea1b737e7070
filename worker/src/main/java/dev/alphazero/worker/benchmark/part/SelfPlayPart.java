package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Contest;
import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.report.Conditions;
import dev.alphazero.worker.benchmark.report.Progress;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.search.SearchBackend;

/// Self-play beside the bare network, and with an evaluation cache beside itself without one.
public final class SelfPlayPart {
  private static final int GAMES = 16;

  /// What a training has unless it says otherwise.
  private static final int CACHE = 65536;

  private static final int NO_CACHE = 0;

  private final Options options;
  private final Progress progress;
  private final SearchBackend backend = Workload.backend();

  public SelfPlayPart(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  public void measure() {
    int most = Workload.threads(options.engine());
    int games = options.gamesOr(GAMES, most);
    try (WorkerThreads threads = new WorkerThreads(Workload.threadsOf(games, most))) {
      measure(threads, Math.ceilDiv(games, threads.size()));
    }
  }

  private void measure(WorkerThreads threads, int gamesPerThread) {
    Precision precision =
        Workload.inference(
            options.engine(), options.precision(), deviceBatch(gamesPerThread, threads));
    try (SelfPlayWork plain = work(threads, precision, gamesPerThread, NO_CACHE)) {
      progress.found(beside(threads, precision, gamesPerThread, plain));
      progress.found(cached(threads, precision, gamesPerThread, plain));
    }
  }

  private SelfPlayWork work(
      WorkerThreads threads, Precision precision, int gamesPerThread, int cache) {
    progress.now("selfplay: counting what a game takes");
    SelfPlayWork work =
        new SelfPlayWork(
            options.engine(), threads, backend, precision, gamesPerThread, simulations(), cache);
    work.turn(options.seconds()); // compiles
    return work;
  }

  private Row beside(
      WorkerThreads threads, Precision precision, int gamesPerThread, SelfPlayWork play) {
    int games = gamesPerThread * threads.size();
    int batch = deviceBatch(play.formedBatch(), threads);
    progress.now("selfplay: %d games".formatted(games));
    try (RawForward raw =
        new RawForward(
            options.engine(), threads, precision, deviceBatch(gamesPerThread, threads))) {
      raw.turn(0, batch);
      Contest contest =
          Contest.run(
              options,
              Measure.POSITIONS_PER_SECOND,
              () -> raw.turn(options.seconds(), batch),
              () -> play.turn(options.seconds()));
      SelfPlayWork.GameCost cost = play.cost();
      return new Row(
          PartName.SELFPLAY,
          "%d games".formatted(games),
          conditions(threads, precision, gamesPerThread),
          Figure.of(contest.work()),
          "%d games had %.0f leaves and %.0f samples each; limit: the bare network in batches of %d"
              .formatted(cost.games(), cost.leaves(), cost.samples(), batch));
    }
  }

  private Row cached(
      WorkerThreads threads, Precision precision, int gamesPerThread, SelfPlayWork plain) {
    int games = gamesPerThread * threads.size();
    try (SelfPlayWork cached = work(threads, precision, gamesPerThread, CACHE)) {
      progress.now("selfplay: %d games with a cache".formatted(games));
      Contest contest =
          Contest.run(
              options,
              Measure.GAMES_PER_HOUR,
              () -> plain.turn(options.seconds()),
              () -> cached.turn(options.seconds()));
      return new Row(
          PartName.SELFPLAY,
          "%d games, cache".formatted(games),
          conditions(threads, precision, gamesPerThread).remembering(CACHE),
          Figure.of(contest.work()),
          "limit, in games/h: the same without a cache, so that the share says what the cache gives");
    }
  }

  private Conditions conditions(WorkerThreads threads, Precision precision, int gamesPerThread) {
    return Workload.conditions(
            options.engine(), precision, deviceBatch(gamesPerThread, threads), threads.size())
        .searching(gamesPerThread * threads.size(), simulations(), backend.id());
  }

  private int deviceBatch(int perThread, WorkerThreads threads) {
    return Workload.deviceBatch(options.engine(), perThread, threads.size());
  }

  private int simulations() {
    return options.simulationsOr(Workload.SIMULATIONS);
  }
}
