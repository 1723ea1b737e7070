package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.search.Evaluator;

/// What one group of games is evaluated by. Owned by the group's thread.
public interface GroupNetwork extends Evaluator, AutoCloseable {
  /// Loads new weights, between two evaluations.
  void setWeights(Weights weights);

  @Override
  void close();
}
