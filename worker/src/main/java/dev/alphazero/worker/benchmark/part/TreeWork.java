package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Figure;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.PartName;
import dev.alphazero.worker.benchmark.measure.ProcessorLoad;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.benchmark.measure.Turns;
import dev.alphazero.worker.benchmark.report.Conditions;
import dev.alphazero.worker.benchmark.report.Row;
import dev.alphazero.worker.machine.WorkerThreads;
import java.util.List;

/// A search without a network on some cores, each with games of its own.
final class TreeWork implements AutoCloseable {
  private final TreeCase what;
  private final WorkerThreads threads;

  /// By thread, which owns it.
  private final List<SearchRounds> rounds;

  /// @param threads lent, and idle between turns
  TreeWork(TreeCase what, WorkerThreads threads) {
    this.what = what;
    this.threads = threads;
    rounds = threads.all(_ -> what.start());
  }

  Sample turn(double seconds) {
    ProcessorLoad.Look start = ProcessorLoad.Look.now();
    double simulations = Turns.perSecond(threads, seconds, thread -> rounds.get(thread)::round);
    Sample sample =
        new Sample()
            .put(Measure.SIMULATIONS_PER_SECOND, simulations)
            .put(Measure.NANOS_PER_SIMULATION, threads.size() * 1e9 / simulations)
            .put(Measure.SEARCHES_PER_SECOND, simulations / what.simulations());
    start.untilNow().putInto(sample);
    return sample;
  }

  Row row(List<Sample> samples) {
    int cores = threads.size();
    return new Row(
        PartName.TREE,
        what.name(cores),
        Conditions.withoutNetwork(
            what.game().name(),
            what.games() * cores,
            what.simulations(),
            what.games(),
            cores,
            what.backend().id()),
        Figure.of(samples),
        "");
  }

  @Override
  public void close() {
    threads.all(
        thread -> {
          rounds.get(thread).close();
          return true;
        });
  }
}
