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
  private final int planeBytes;
  private final int actions;
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

  /// Leaves in the batch after the last `select`.
  private int selected;

  GroupSearch(Game game, int games, int maxSimulations, Supplier<SearchTree> newTree) {
    this.maxSimulations = maxSimulations;
    planeBytes = game.planes().bytes();
    actions = game.actions();
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
    Refusals.requireNotOver(game, position);
    trees[game].clear();
    roots[game].copyFrom(position);
    ready[game] = true;
    remaining[game] = 0;
    leaves[game] = NO_LEAF;
  }

  @Override
  public void begin(int game, int simulations, float @Nullable [] noise) {
    requireIdle(game);
    Refusals.requireSimulations(simulations, maxSimulations);
    int k = roots[game].legalActions(legal);
    Refusals.requireLegalActions(game, k);
    Refusals.requireNoise(noise, k);
    trees[game].begin(simulations, noise);
    remaining[game] = simulations;
  }

  @Override
  public boolean isDone(int game) {
    return remaining[game] == 0;
  }

  @Override
  public void select(LeafBatch batch) {
    Refusals.requireMadeFor(batch, planeBytes, actions);
    for (int leaf : leaves) {
      Refusals.requireBackedUp(leaf == NO_LEAF);
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
    selected = batch.size();
  }

  @Override
  public void backup(LeafBatch batch) {
    Refusals.requireMadeFor(batch, planeBytes, actions);
    Refusals.requireSelected(batch, selected);
    for (int g = 0; g < trees.length; g++) {
      int leaf = leaves[g];
      if (leaf != NO_LEAF) {
        Refusals.requireValue(g, batch.value(leaf));
        leaves[g] = NO_LEAF;
        if (trees[g].backup(batch, leaf)) {
          remaining[g]--;
        }
      }
    }
  }

  @Override
  public void readRoot(int game, RootStatistics out) {
    Refusals.requireSearched(game, trees[game].isEvaluated());
    trees[game].readRoot(out);
  }

  @Override
  public void play(int game, int action) {
    requireIdle(game);
    Refusals.requireLegal(game, action, action >= 0 && roots[game].isLegal(action));
    roots[game].play(action);
    trees[game].play(action);
    remaining[game] = 0;
  }

  /// For tests.
  SearchTree tree(int game) {
    return trees[game];
  }

  private void requireIdle(int game) {
    Refusals.requireReset(game, ready[game]);
    Refusals.requireNoLeaf(game, leaves[game] == NO_LEAF);
  }

  @Override
  public void close() {
    // Trees are on the heap.
  }
}
