package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.search.Evaluator;

/// What one group of games is evaluated by, from its first game to its last. Owned by the group's
/// thread.
public interface GroupEvaluator extends Evaluator, AutoCloseable {
  /// Takes newer weights if there are some, between two evaluations; may wait for the first ones.
  ///
  /// @return whether there are weights to play with; false ends the group
  boolean prepare();

  @Override
  void close();
}
