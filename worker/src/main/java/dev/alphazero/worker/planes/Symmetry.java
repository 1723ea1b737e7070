package dev.alphazero.worker.planes;

/// A symmetry of a game: a permutation of cells and the permutation of actions that goes with it.
///
/// @param cells `[H*W]`: what stands on cell i of a position stands on cell `cells[i]` of the
///   transformed one
/// @param actions `[A]`: action a of a position is action `actions[a]` of the transformed one
@SuppressWarnings("ArrayRecordComponent") // permutations, written once and shared read-only
public record Symmetry(int[] cells, int[] actions) {
  /// Returns the symmetry that changes nothing.
  public static Symmetry identity(int cells, int actions) {
    return new Symmetry(range(cells), range(actions));
  }

  private static int[] range(int n) {
    int[] range = new int[n];
    for (int i = 0; i < n; i++) {
      range[i] = i;
    }
    return range;
  }
}
