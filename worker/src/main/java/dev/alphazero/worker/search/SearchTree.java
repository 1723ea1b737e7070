package dev.alphazero.worker.search;

import dev.alphazero.worker.game.GameState;
import org.jspecify.annotations.Nullable;

/// The tree of one game: what the Java backends differ in. `GroupSearch` drives it and checks the
/// arguments.
///
/// A tree is empty, or its root is waiting for its evaluation, or its root is evaluated and at most
/// one leaf below is waiting. Edges of a node are in ascending order of actions.
interface SearchTree {
  /// Forgets everything.
  void clear();

  /// Returns whether the root has been evaluated.
  boolean isEvaluated();

  /// Prepares `simulations` walks from the root, which may not be evaluated yet.
  ///
  /// @param noise one number per edge of the root, may be longer; null for none. Copied.
  void begin(int simulations, float @Nullable [] noise);

  /// Walks to the next leaf. A finished game is backed up at once.
  ///
  /// @param state the root's position; becomes the leaf's
  /// @return whether the leaf needs an evaluation, for which the tree now waits
  boolean walk(GameState state);

  /// Expands and backs up the waiting leaf.
  ///
  /// @param leaf index in the batch
  /// @return whether that was a simulation: all leaves but the root are
  boolean backup(LeafBatch batch, int leaf);

  /// Reads the root, which has been evaluated.
  void readRoot(RootStatistics out);

  /// Makes the root's child by `action` the root, with its statistics, or forgets everything.
  void play(int action);
}
