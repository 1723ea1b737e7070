package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.benchmark.measure.Latencies;
import dev.alphazero.worker.benchmark.measure.Measure;
import dev.alphazero.worker.benchmark.measure.Sample;
import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.util.List;

/// Times another evaluator. Owned by one thread; read between turns.
final class TimedEvaluator implements Evaluator {
  private final Evaluator evaluator;
  private final Latencies latencies = new Latencies();
  private long positions;

  TimedEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public void evaluate(LeafBatch batch) {
    long start = System.nanoTime();
    evaluator.evaluate(batch);
    latencies.add(System.nanoTime() - start);
    positions += batch.size();
  }

  @Override
  public long modelVersion() {
    return evaluator.modelVersion();
  }

  void clear() {
    latencies.clear();
    positions = 0;
  }

  /// What evaluators of several threads did in one turn.
  record Evaluations(int threads, long positions, Latencies latencies) {
    static Evaluations of(List<TimedEvaluator> evaluators) {
      return new Evaluations(
          evaluators.size(),
          evaluators.stream().mapToLong(evaluator -> evaluator.positions).sum(),
          Latencies.merged(evaluators.stream().map(evaluator -> evaluator.latencies).toList()));
    }

    /// Returns the positions of the usual batch.
    int formedBatch() {
      return Math.clamp(Math.round((double) positions / latencies.count()), 1, Integer.MAX_VALUE);
    }

    /// Writes how busy the network was, how full its batches, and how long they took.
    ///
    /// @param capacity places of a batch
    void putInto(Sample sample, double seconds, int capacity) {
      sample
          .put(Measure.DEVICE_BUSY, 100 * latencies.sumNanos() / (threads * seconds * 1e9))
          .put(Measure.BATCH_FILL, 100.0 * positions / ((double) latencies.count() * capacity));
      latencies.putInto(sample);
    }
  }
}
