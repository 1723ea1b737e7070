package dev.alphazero.worker.search;

/// The move that a search without noise recommends.
public final class BestMove {
  private BestMove() {}

  /// Returns the index in [0, k) of the best root action: the winner of Gumbel's halving, or PUCT's
  /// most visited one.
  public static int of(RootStatistics root, SearchSettings settings) {
    return switch (settings.algorithm()) {
      case PUCT -> mostVisited(root.visits, root.size);
      case GUMBEL -> GumbelRoot.winner(root, settings);
    };
  }

  /// Returns the index of the most visited action, the lowest of equals.
  public static int mostVisited(int[] visits, int k) {
    int most = 0;
    for (int i = 1; i < k; i++) {
      if (visits[i] > visits[most]) {
        most = i;
      }
    }
    return most;
  }
}
