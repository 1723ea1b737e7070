package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.search.Evaluator;
import dev.alphazero.worker.search.LeafBatch;
import java.util.function.LongSupplier;

/// A network that many groups share, in a batcher of this process or in inference pods: who runs it
/// gives it weights and closes it. The group's thread waits for its evaluations.
///
/// @param version returns the version of the weights as it is known here, see
///   `Evaluator.modelVersion`
public record SharedNetwork(Evaluator evaluator, LongSupplier version) implements GroupEvaluator {
  /// It has weights before it answers.
  @Override
  public boolean prepare() {
    return true;
  }

  @Override
  public long modelVersion() {
    return version.getAsLong();
  }

  @Override
  public void evaluate(LeafBatch batch) {
    evaluator.evaluate(batch);
  }

  @Override
  public void close() {
    // It outlives its groups.
  }
}
