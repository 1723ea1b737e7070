package dev.alphazero.worker.planes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /// Returns the eight symmetries of a square board: flips of rows, of columns, and the swap of
  /// both, combined; the identity first. A cell is the action of its own number; further actions
  /// map to themselves.
  ///
  /// @param actions A, at least `side²`
  public static List<Symmetry> ofSquare(int side, int actions) {
    List<Symmetry> symmetries = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      int[] moved = range(actions);
      for (int cell = 0; cell < side * side; cell++) {
        int row = (s & 1) == 0 ? cell / side : side - 1 - cell / side;
        int column = (s & 2) == 0 ? cell % side : side - 1 - cell % side;
        moved[cell] = (s & 4) == 0 ? row * side + column : column * side + row;
      }
      symmetries.add(new Symmetry(Arrays.copyOf(moved, side * side), moved));
    }
    return List.copyOf(symmetries);
  }

  private static int[] range(int n) {
    int[] range = new int[n];
    for (int i = 0; i < n; i++) {
      range[i] = i;
    }
    return range;
  }
}
