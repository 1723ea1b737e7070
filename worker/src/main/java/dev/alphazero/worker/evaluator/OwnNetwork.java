package dev.alphazero.worker.evaluator;

import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.search.LeafBatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A group's own network: evaluates on the thread that plays, with the newest weights. Owned by
/// that thread.
public final class OwnNetwork implements GroupEvaluator {
  private final NetworkEvaluator evaluator;
  private final Supplier<@Nullable Weights> newest;
  private @Nullable ModelVersion loaded;

  /// @param evaluator is closed with this
  /// @param newest returns the newest weights, whose versions only grow, or null to end the group;
  ///   may wait for the first ones
  public OwnNetwork(NetworkEvaluator evaluator, Supplier<@Nullable Weights> newest) {
    this.evaluator = evaluator;
    this.newest = newest;
  }

  @Override
  public boolean prepare() {
    Weights now = newest.get();
    if (now != null && !now.version().equals(loaded)) {
      evaluator.setWeights(now);
      loaded = now.version();
    }
    return now != null;
  }

  @Override
  public long modelVersion() {
    return evaluator.modelVersion();
  }

  @Override
  public void evaluate(LeafBatch batch) {
    evaluator.evaluate(batch);
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
