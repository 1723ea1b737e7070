package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Contest;
import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.report.Progress;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.search.SearchBackend;
import java.util.List;

/// Searches with a network: all games from the start position, fresh trees, one leaf per game and
/// step. Measured at the workload's number of games, and at the best one for this machine.
public final class SearchPart {
  private static final int GAMES = 32;

  /// Games of one thread that are tried, to find the best number.
  private static final List<Integer> TRIED = List.of(16, 32, 64, 128, 256);

  /// A larger number of games must be this much better: it also means longer waits.
  private static final double WORTH_IT = 1.02;

  private static final double PROBE_SHARE = 0.3;

  private final Options options;
  private final Progress progress;
  private final SearchBackend backend = Workload.backend();

  public SearchPart(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  public void measure() {
    int most = Workload.threads(options.engine());
    int games = options.gamesOr(GAMES, most);
    int measured;
    try (WorkerThreads threads = new WorkerThreads(Workload.threadsOf(games, most))) {
      int gamesPerThread = Math.ceilDiv(games, threads.size());
      progress.found(row(threads, gamesPerThread, "%d games"));
      measured = gamesPerThread * threads.size();
    }
    if (options.games() == null && options.sizes() == null) {
      try (WorkerThreads threads = new WorkerThreads(most)) {
        int best = best(threads);
        if (best * most != measured) {
          progress.found(row(threads, best, "%d games (best)"));
        }
      }
    }
  }

  /// Returns the games of one thread with which short turns are fastest.
  private int best(WorkerThreads threads) {
    int best = TRIED.getFirst();
    double most = 0;
    for (int games : TRIED) {
      progress.now("search: looking for the best number of games, " + games * threads.size());
      Precision precision = precision(games, threads);
      try (SearchWork work = work(threads, precision, games)) {
        work.turn(0); // a first batch step loads what is loaded once
        double rate =
            work.turn(PROBE_SHARE * options.seconds()).get(Measure.SIMULATIONS_PER_SECOND);
        if (rate > WORTH_IT * most) {
          best = games;
          most = rate;
        }
      }
    }
    return best;
  }

  private Row row(WorkerThreads threads, int gamesPerThread, String name) {
    int games = gamesPerThread * threads.size();
    progress.now("search: " + name.formatted(games));
    Precision precision = precision(gamesPerThread, threads);
    try (SearchWork work = work(threads, precision, gamesPerThread);
        RawForward raw =
            new RawForward(
                options.engine(), threads, precision, deviceBatch(gamesPerThread, threads))) {
      work.turn(options.seconds()); // compiles
      int batch = deviceBatch(work.formedBatch(), threads);
      raw.turn(0, batch);
      Contest contest =
          Contest.run(
              options,
              Measure.POSITIONS_PER_SECOND,
              () -> raw.turn(options.seconds(), batch),
              () -> work.turn(options.seconds()));
      return new Row(
          PartName.SEARCH,
          name.formatted(games),
          Workload.conditions(
                  options.engine(), precision, deviceBatch(gamesPerThread, threads), threads.size())
              .searching(games, simulations(), backend.id()),
          Figure.of(contest.work()),
          "limit: the bare network in batches of %d on %s"
              .formatted(
                  batch,
                  options.engine().attributes().isShared() ? "two threads" : "the same threads"));
    }
  }

  private SearchWork work(WorkerThreads threads, Precision precision, int gamesPerThread) {
    return new SearchWork(
        options.engine(), threads, backend, precision, gamesPerThread, simulations());
  }

  private int deviceBatch(int perThread, WorkerThreads threads) {
    return Workload.deviceBatch(options.engine(), perThread, threads.size());
  }

  private Precision precision(int gamesPerThread, WorkerThreads threads) {
    return Workload.inference(
        options.engine(), options.precision(), deviceBatch(gamesPerThread, threads));
  }

  private int simulations() {
    return options.simulationsOr(Workload.SIMULATIONS);
  }
}
