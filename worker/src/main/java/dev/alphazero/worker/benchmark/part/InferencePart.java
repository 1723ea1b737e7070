package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Contest;
import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Options;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.report.Conditions;
import dev.alphazero.worker.benchmark.report.Progress;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.benchmark.report.Skipped;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Precision;
import java.time.Duration;
import java.util.List;

/// The bare network at several batch sizes, which is the limit, beside the same network behind the
/// batcher of this process.
public final class InferencePart {
  private static final List<Integer> BATCHES = List.of(32, 128, 512, 2048);
  private static final Duration MOST_WARM_UP = Duration.ofMinutes(1);

  private final Options options;
  private final Progress progress;

  public InferencePart(Options options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  public void measure() throws InterruptedException {
    try (WorkerThreads threads = WorkerThreads.onePerCore()) {
      for (int batch : batches()) {
        progress.now("inference: batches of " + batch);
        rows(threads, batch).forEach(progress::found);
      }
    }
    progress.skipped(
        new Skipped(
            PartName.INFERENCE,
            "behind gRPC",
            "it needs certificates: worker/jmh has InferenceThroughput for it",
            false));
  }

  private List<Integer> batches() {
    Options.Sizes sizes = options.sizes();
    return sizes == null ? BATCHES : List.of(sizes.inferenceBatch());
  }

  private List<Row> rows(WorkerThreads threads, int batch) throws InterruptedException {
    Precision precision = Workload.inference(options.engine(), options.precision(), batch);
    try (RawForward raw = new RawForward(options.engine(), threads, precision, batch);
        BatcherWork batcher = new BatcherWork(options.engine(), precision, batch, threads.size())) {
      batcher.awaitReady(MOST_WARM_UP);
      batcher.turn(options.seconds()); // compiles
      int formed = batcher.formedBatch();
      raw.turn(0, formed);
      Contest contest =
          Contest.run(
              options,
              Measure.POSITIONS_PER_SECOND,
              () -> raw.turn(options.seconds(), formed),
              () -> batcher.turn(options.seconds()));
      Conditions conditions = Workload.conditions(options.engine(), precision, batch, raw.lanes());
      return List.of(
          new Row(
              PartName.INFERENCE,
              "bare " + batch,
              Workload.conditions(options.engine(), precision, formed, raw.lanes()),
              Figure.of(contest.limit()),
              "in batches of %d, one per thread".formatted(formed)),
          new Row(
              PartName.INFERENCE,
              "batcher " + batch,
              conditions,
              Figure.of(contest.work()),
              "%d clients, %d positions each; limit: the bare network in batches of %d"
                  .formatted(batcher.clients(), batcher.request(), formed)));
    }
  }
}
