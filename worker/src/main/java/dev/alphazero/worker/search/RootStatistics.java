package dev.alphazero.worker.search;

/// What a search knows of a root, one entry per legal action in ascending order of actions. Reused
/// by its owner.
///
/// Arrays are longer than k; only the first k entries mean something.
public final class RootStatistics {
  /// k, the number of legal actions.
  public int size;

  /// `[k]` the legal actions.
  public final int[] actions;

  /// `[k]` visit counts.
  public final int[] visits;

  /// `[k]` sums of backed-up values, for the player to move at the root; the mean is `valueSums[i]
  /// / visits[i]`.
  public final float[] valueSums;

  /// `[k]` policy logits of the network.
  public final float[] logits;

  /// `[k]` priors: softmax of the logits over the legal actions, without noise.
  public final float[] priors;

  /// `[k]` the noise that the search was begun with, 0 without noise.
  public final float[] noise;

  /// Whether the search was begun with noise.
  public boolean noisy;

  /// The network's value of the root, in [-1, 1] for the player to move.
  public float rawValue;

  public RootStatistics(int maxLegalActions) {
    actions = new int[maxLegalActions];
    visits = new int[maxLegalActions];
    valueSums = new float[maxLegalActions];
    logits = new float[maxLegalActions];
    priors = new float[maxLegalActions];
    noise = new float[maxLegalActions];
  }
}
