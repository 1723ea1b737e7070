package dev.alphazero.worker.pod;

import dev.alphazero.worker.evaluator.NetworkEvaluator;
import dev.alphazero.worker.network.ModelVersion;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.Weights;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.SelfPlayPlan;
import dev.alphazero.worker.search.LeafBatch;
import java.util.function.BooleanSupplier;

/// An actor's own network: evaluates on the thread that plays, with the newest weights that have
/// come. Owned by that thread.
final class OwnNetwork implements PlayingThreads.GroupEvaluator {
  private static final ModelVersion NONE = new ModelVersion(0, 0);

  private final NetworkEvaluator evaluator;
  private final LatestWeights latest;
  private final BooleanSupplier goOn;
  private ModelVersion loaded = NONE;

  /// @param goOn asked while it waits for the first weights
  OwnNetwork(SelfPlayPlan plan, Precision precision, LatestWeights latest, BooleanSupplier goOn) {
    this.latest = latest;
    this.goOn = goOn;
    evaluator =
        new NetworkEvaluator(
            DjlEngine.CPU,
            plan.network(),
            plan.game().planes(),
            precision,
            plan.selfPlay().games());
  }

  @Override
  public boolean prepare() {
    Weights newest = latest.await(goOn);
    if (newest != null && newest.version().compareTo(loaded) > 0) {
      evaluator.setWeights(newest.flat());
      loaded = newest.version();
    }
    return newest != null;
  }

  @Override
  public long modelVersion() {
    return loaded.packed();
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
