package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.HeapAllocation;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.ProcessorLoad;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.measure.Turns;
import dev.alphazero.worker.evaluator.GroupEvaluator;
import dev.alphazero.worker.machine.WorkerThreads;
import dev.alphazero.worker.network.Engine;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.search.SearchBackend;
import java.util.List;

/// Searches of the workload's games on all threads, each with a search and a network of its own.
final class SearchWork implements AutoCloseable {
  private final WorkerThreads threads;
  private final int gamesPerThread;
  private final int simulations;
  private final PartNetwork network;
  private final List<Lane> lanes;

  SearchWork(
      Engine engine,
      WorkerThreads threads,
      SearchBackend backend,
      Precision precision,
      int gamesPerThread,
      int simulations) {
    this.threads = threads;
    this.gamesPerThread = gamesPerThread;
    this.simulations = simulations;
    network = new PartNetwork(engine, precision, gamesPerThread, threads.size());
    lanes =
        threads.all(
            _ -> {
              GroupEvaluator own = network.newEvaluator();
              TimedEvaluator timed = new TimedEvaluator(own);
              return new Lane(
                  own,
                  timed,
                  new SearchRounds(
                      Workload.GAME,
                      backend,
                      Workload.SEARCH,
                      gamesPerThread,
                      simulations,
                      Workload.ALPHA,
                      timed));
            });
  }

  /// What one thread owns.
  private record Lane(GroupEvaluator own, TimedEvaluator timed, SearchRounds rounds) {}

  /// Returns the positions of the usual batch of the last turn.
  int formedBatch() {
    return evaluations().formedBatch();
  }

  Sample turn(double seconds) {
    lanes.forEach(lane -> lane.timed().clear());
    double heap = HeapAllocation.bytes();
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    double positions =
        Turns.perSecond(threads, seconds, thread -> lanes.get(thread).rounds()::step);
    double wall = start.secondsUntilNow();
    double allocated = HeapAllocation.bytes() - heap;
    TimedEvaluator.Evaluations evaluations = evaluations();
    long done =
        threads.all(thread -> lanes.get(thread).rounds().takeSimulations()).stream()
            .mapToLong(Long::longValue)
            .sum();
    double perSecond = positions * done / evaluations.positions();
    Sample sample =
        new Sample()
            .put(Measure.POSITIONS_PER_SECOND, positions)
            .put(Measure.SIMULATIONS_PER_SECOND, perSecond)
            .put(Measure.SEARCHES_PER_SECOND, perSecond / simulations)
            .put(Measure.HEAP_BYTES_PER_LEAF, allocated / evaluations.positions());
    evaluations.putInto(sample, wall, gamesPerThread);
    start.untilNow().putInto(sample);
    return sample;
  }

  private TimedEvaluator.Evaluations evaluations() {
    return TimedEvaluator.Evaluations.of(lanes.stream().map(Lane::timed).toList());
  }

  @Override
  public void close() {
    threads.all(
        thread -> {
          lanes.get(thread).rounds().close();
          lanes.get(thread).own().close();
          return true;
        });
    network.close();
  }
}
