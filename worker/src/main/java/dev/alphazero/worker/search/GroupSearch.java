package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A search of many games as a loop over their trees.
final class GroupSearch implements Search {
  private static final int NO_LEAF = -1;

  private final int maxSimulations;
  private final SearchTree[] trees;

  /// Position of each root.
  private final GameState[] roots;

  /// Whether a position has been set by `reset`.
  private final boolean[] ready;

  /// Simulations left to do.
  private final int[] remaining;

  /// Index in the batch of the leaf that waits for its evaluation, or `NO_LEAF`.
  private final int[] leaves;

  /// What walks play on.
  private final GameState scratch;

  /// `[maxLegalActions]`
  private final int[] legal;

  GroupSearch(Game game, int games, int maxSimulations, Supplier<SearchTree> newTree) {
    this.maxSimulations = maxSimulations;
    trees = new SearchTree[games];
    roots = new GameState[games];
    for (int g = 0; g < games; g++) {
      trees[g] = newTree.get();
      roots[g] = game.start();
    }
    ready = new boolean[games];
    remaining = new int[games];
    leaves = new int[games];
    Arrays.fill(leaves, NO_LEAF);
    scratch = game.start();
    legal = new int[game.maxLegalActions()];
  }

  @Override
  public int games() {
    return trees.length;
  }

  @Override
  public void reset(int game, GameState position) {
    if (position.isOver()) {
      throw new IllegalArgumentException(
          "a search needs a position that is not over, game=" + game + " ply=" + position.ply());
    }
    trees[game].clear();
    roots[game].copyFrom(position);
    ready[game] = true;
    remaining[game] = 0;
    leaves[game] = NO_LEAF;
  }

  @Override
  public void begin(int game, int simulations, float @Nullable [] noise) {
    requireIdle(game);
    if (simulations < 1 || simulations > maxSimulations) {
      throw new IllegalArgumentException(
          "simulations must be in [1, " + maxSimulations + "], simulations=" + simulations);
    }
    int k = roots[game].legalActions(legal);
    if (k == 0) {
      throw new IllegalStateException("the game is over; reset it first, game=" + game);
    }
    if (noise != null && noise.length < k) {
      throw new IllegalArgumentException(
          "noise must have a number per legal action, legal actions="
              + k
              + " noise.length="
              + noise.length);
    }
    trees[game].begin(simulations, noise);
    remaining[game] = simulations;
  }

  @Override
  public boolean isDone(int game) {
    return remaining[game] == 0;
  }

  @Override
  public void select(LeafBatch batch) {
    for (int leaf : leaves) {
      if (leaf != NO_LEAF) {
        throw new IllegalStateException("leaves must be backed up before the next select");
      }
    }
    for (int g = 0; g < trees.length; g++) {
      while (remaining[g] > 0) {
        scratch.copyFrom(roots[g]);
        if (trees[g].walk(scratch)) {
          int leaf = batch.add();
          scratch.encode(batch.planes(), (long) leaf * batch.planeBytes());
          leaves[g] = leaf;
          break;
        }
        remaining[g]--;
      }
    }
  }

  @Override
  public void backUp(LeafBatch batch) {
    for (int g = 0; g < trees.length; g++) {
      int leaf = leaves[g];
      if (leaf != NO_LEAF) {
        requireValue(g, batch.value(leaf));
        leaves[g] = NO_LEAF;
        if (trees[g].backUp(batch, leaf)) {
          remaining[g]--;
        }
      }
    }
  }

  @Override
  public void readRoot(int game, RootStatistics out) {
    if (!trees[game].isEvaluated()) {
      throw new IllegalStateException("the root must have been searched, game=" + game);
    }
    trees[game].readRoot(out);
  }

  @Override
  public void play(int game, int action) {
    requireIdle(game);
    if (action < 0 || !roots[game].isLegal(action)) {
      throw new IllegalArgumentException(
          "the action must be legal at the root, game=" + game + " action=" + action);
    }
    roots[game].play(action);
    trees[game].play(action);
    remaining[game] = 0;
  }

  /// For tests.
  SearchTree tree(int game) {
    return trees[game];
  }

  private void requireIdle(int game) {
    if (!ready[game]) {
      throw new IllegalStateException("the game must be reset first, game=" + game);
    }
    if (leaves[game] != NO_LEAF) {
      throw new IllegalStateException("the leaf must be backed up first, game=" + game);
    }
  }

  private static void requireValue(int game, float value) {
    if (!(value >= -1 && value <= 1)) {
      throw new IllegalStateException(
          "values must be in [-1, 1], game="
              + game
              + " value="
              + value
              + "; has the training diverged?");
    }
  }

  @Override
  public void close() {
    // Trees are on the heap.
  }
}
