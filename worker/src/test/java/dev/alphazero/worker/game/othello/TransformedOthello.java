package dev.alphazero.worker.game.othello;

import dev.alphazero.worker.planes.Symmetry;

/// Starts of Othello seen in a mirror: half of the square's symmetries swap the colours of the four
/// discs at the start.
final class TransformedOthello {
  private TransformedOthello() {}

  static OthelloState start(int size, Symmetry symmetry) {
    int centre = (size / 2 - 1) * (size + 1);
    long black = bit(symmetry, centre + 1) | bit(symmetry, centre + size);
    long white = bit(symmetry, centre) | bit(symmetry, centre + size + 1);
    return OthelloState.of(size, black, white);
  }

  private static long bit(Symmetry symmetry, int cell) {
    return 1L << symmetry.cells()[cell];
  }
}
