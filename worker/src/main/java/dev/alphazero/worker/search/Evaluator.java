package dev.alphazero.worker.search;

/// Evaluates leaves; the one seam between search and network.
///
/// Batching, caching and transport are decorators or implementations of this interface. Blocks
/// until the results are written. An instance belongs to one search thread unless it says
/// otherwise.
@FunctionalInterface
public interface Evaluator {
  /// Evaluates the leaves `[0, batch.size())` in place: reads their planes, writes their policy
  /// logits and values.
  void evaluate(LeafBatch batch);

  /// Returns which weights the last evaluation was made with, in case of parts the oldest; at once,
  /// the weights of the next one where they are known. The number of a version means something to
  /// who sets the weights; here only that another number is other weights. 0 if they never change.
  default long modelVersion() {
    return 0;
  }
}
