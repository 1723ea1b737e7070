package dev.alphazero.worker.search;

/// An evaluator that costs next to nothing: logits and value are a hash of the packed planes.
/// Measures searches without a network and drives tests; equal positions get equal evaluations.
/// Stateless.
public final class HashEvaluator implements Evaluator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  @Override
  public void evaluate(LeafBatch batch) {
    int actions = batch.actions();
    for (int leaf = 0; leaf < batch.size(); leaf++) {
      long hash = batch.planesHash(leaf);
      batch.setValue(leaf, signed(hash));
      for (int a = 0; a < actions; a++) {
        hash = (hash ^ (hash >>> 29)) * GOLDEN_GAMMA;
        batch.setPolicyLogit(leaf, a, 2 * signed(hash));
      }
    }
  }

  /// The highest 24 bits as a number in [-1, 1).
  private static float signed(long hash) {
    return (int) (hash >> 40) * 0x1.0p-23f;
  }
}
