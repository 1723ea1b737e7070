package dev.alphazero.worker.inference;

import dev.alphazero.worker.network.FoldedWeights;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Weights;
import org.jspecify.annotations.Nullable;

/// The newest weights, for lanes that load them between two batches. Versions never go back.
final class ModelSlot {
  /// Weights to load.
  ///
  /// @param weights in the order of `WeightLayout.folded`, shared read-only
  @SuppressWarnings("ArrayRecordComponent") // a large vector, written once and shared read-only
  record Folded(ModelVersion version, float[] weights) {}

  private final NetworkSpec spec;

  /// Written under the monitor, read by any thread.
  private volatile @Nullable Folded newest;

  ModelSlot(NetworkSpec spec) {
    this.spec = spec;
  }

  /// Offers weights; a version that is not newer is ignored.
  ///
  /// @return whether they are the newest now
  synchronized boolean set(Weights weights) {
    Folded current = newest;
    if (current != null && weights.version().compareTo(current.version()) <= 0) {
      return false;
    }
    newest = new Folded(weights.version(), FoldedWeights.of(spec, weights.flat()));
    return true;
  }

  /// Returns the newest weights, or null before the first.
  @Nullable Folded newest() {
    return newest;
  }
}
