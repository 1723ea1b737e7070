package dev.alphazero.worker.search;

/// How a search chooses which edge to walk.
public enum Algorithm {
  /// AlphaZero's PUCT with Dirichlet noise and forced playouts at noisy roots; keeps the subtree of
  /// the move that is played.
  PUCT,
  /// Full Gumbel: sequential halving at the root, deterministic selection below (Danihelka et al.,
  /// ICLR 2022); starts anew after each move.
  GUMBEL
}
