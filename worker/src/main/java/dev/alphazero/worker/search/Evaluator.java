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

  /// Returns the version of the network's weights, `ModelVersion.packed()`: different versions are
  /// different weights.
  ///
  /// It is the version that the last evaluation was made with; the oldest one, if parts of the
  /// batch were evaluated with several. A network in this process has the new version as soon as it
  /// has the new weights, before it evaluates with them. 0 before a first evaluation elsewhere, and
  /// where weights never change.
  default long modelVersion() {
    return 0;
  }
}
