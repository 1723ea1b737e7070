package dev.alphazero.worker.network;

/// A model whose weights can be replaced. Made, used and closed by one thread.
public interface LoadableModel extends Model {
  /// Replaces the weights, between two evaluations.
  ///
  /// @param flat in the order of `WeightLayout.of(spec)`; not kept
  void setWeights(float[] flat);

  /// Replaces the weights by folded ones, which several models can share.
  ///
  /// @param folded in the order of `WeightLayout.folded(spec)`; not kept
  void setFoldedWeights(float[] folded);
}
