package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.ProcessorLoad;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.measure.Turns;
import dev.alphazero.worker.evaluator.BatchedEvaluator;
import dev.alphazero.worker.evaluator.BatcherMaker;
import dev.alphazero.worker.inference.BatchPolicy;
import dev.alphazero.worker.inference.Batcher;
import dev.alphazero.worker.inference.BatcherStatistics;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.search.LeafBatch;
import java.time.Duration;
import java.util.List;

/// Clients that ask a batcher as search threads of other processes do: each waits for the answer to
/// its positions before it asks again. There are twice as many positions under way as all lanes'
/// batches hold, so that no lane waits for a client.
final class BatcherWork implements AutoCloseable {
  private static final int REQUESTS_PER_BATCH = 4;

  private final int lanes;
  private final int request;
  private final WorkerThreads clients;
  private final Batcher batcher;
  private final List<Client> asking;
  private BatcherStatistics before;
  private BatcherStatistics after;

  /// @param cores that evaluate, where each has a model of its own
  BatcherWork(Engine engine, Precision precision, int batchSize, int cores) {
    batcher =
        BatcherMaker.of(
            engine,
            Workload.NETWORK,
            Workload.GAME.planes(),
            precision,
            new BatchPolicy.Drain(batchSize),
            cores);
    lanes = batcher.statistics().lanes();
    request = Math.max(1, batchSize / REQUESTS_PER_BATCH);
    clients = new WorkerThreads(2 * lanes * Math.ceilDiv(batchSize, request));
    batcher.setWeights(new Weights(new ModelVersion(0, 1), InitialWeights.of(Workload.NETWORK, 0)));
    asking = clients.all(client -> Client.of(batcher, request, client));
    before = batcher.statistics();
    after = before;
  }

  /// What one thread owns.
  private record Client(TimedEvaluator evaluator, LeafBatch batch) {
    static Client of(Batcher batcher, int positions, int seed) {
      LeafBatch batch =
          new LeafBatch(positions, Workload.GAME.planes().bytes(), Workload.GAME.actions());
      SamplePositions.fill(batch, Workload.GAME, seed);
      return new Client(new TimedEvaluator(new BatchedEvaluator(batcher)), batch);
    }

    long ask() {
      evaluator.evaluate(batch);
      return batch.size();
    }
  }

  void awaitReady(Duration most) throws InterruptedException {
    if (!batcher.awaitReady(most)) {
      throw new IllegalStateException("the batcher must be ready in time, most=" + most);
    }
  }

  /// Returns the positions that a client asks for at once.
  int request() {
    return request;
  }

  int clients() {
    return clients.size();
  }

  /// Returns the positions of the usual batch of the last turn.
  int formedBatch() {
    double positions = after.positions() - before.positions();
    return Math.clamp(
        Math.round(positions / (after.batches() - before.batches())), 1, batcher.batchSize());
  }

  Sample turn(double seconds) {
    asking.forEach(client -> client.evaluator().clear());
    before = batcher.statistics();
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    double positions = Turns.perSecond(clients, seconds, client -> asking.get(client)::ask);
    double wall = start.secondsUntilNow();
    after = batcher.statistics();
    double busy = after.busyNanos() - before.busyNanos();
    double places = (double) (after.batches() - before.batches()) * batcher.batchSize();
    Sample sample =
        new Sample()
            .put(Measure.POSITIONS_PER_SECOND, positions)
            .put(Measure.DEVICE_BUSY, 100 * busy / (lanes * wall * 1e9))
            .put(Measure.BATCH_FILL, 100 * (after.positions() - before.positions()) / places);
    TimedEvaluator.Evaluations.of(asking.stream().map(Client::evaluator).toList())
        .latencies()
        .putInto(sample);
    start.untilNow().putInto(sample);
    return sample;
  }

  @Override
  public void close() {
    batcher.close();
    asking.forEach(client -> client.batch().close());
    clients.close();
  }
}
