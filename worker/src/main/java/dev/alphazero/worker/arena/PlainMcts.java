package dev.alphazero.worker.arena;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;

/// Plain Monte-Carlo tree search: UCT with one uniformly random rollout per simulation and no
/// network, the opponent `mcts:N`. Owned by one thread; keeps no tree between moves.
///
/// The tree is flat: a node is an index, the children of a node are k consecutive ones.
public final class PlainMcts {
  /// UCB1 for rewards in [0, 1] (Kocsis & Szepesvári 2006: 2·C_p with C_p = 1/√2).
  private static final double EXPLORATION = Math.sqrt(2);

  private static final int ROOT = 0;

  private final int simulations;
  private final GameState state;
  private final int[] legal;

  /// `[node]` the action that leads to it.
  private final int[] action;

  /// `[node]` simulations through it; a node's own rollout is one more than its children's sum.
  private final int[] visits;

  /// `[node]` sum of rewards in [0, 1] for the player who moved to it: 1 won, 1/2 drawn, 0 lost.
  private final double[] rewardSum;

  /// `[node]` its first child; 0 until it is expanded.
  private final int[] firstChild;

  private final int[] children;

  /// `[depth]` nodes of one simulation, without the root, and who moved to each.
  private final int[] path;

  private final int[] mover;
  private int nodes;

  /// @param simulations of each move, at least 1
  public PlainMcts(Game game, int simulations) {
    long capacity = 1 + (simulations + 1L) * game.maxLegalActions();
    if (simulations < 1 || capacity > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "simulations must be at least 1 and the tree below 2^31 nodes, simulations="
              + simulations);
    }
    this.simulations = simulations;
    state = game.start();
    legal = new int[game.maxLegalActions()];
    action = new int[(int) capacity];
    visits = new int[(int) capacity];
    rewardSum = new double[(int) capacity];
    firstChild = new int[(int) capacity];
    children = new int[(int) capacity];
    path = new int[simulations + 1];
    mover = new int[simulations + 1];
  }

  /// Returns the action most visited, the lowest of those that tie.
  ///
  /// @param position stays as it is; must not be over
  public int chooseAction(GameState position, CounterRandom random) {
    if (position.isOver()) {
      throw new IllegalArgumentException("the game must not be over, ply=" + position.ply());
    }
    nodes = 1;
    visits[ROOT] = 1;
    state.copyFrom(position);
    expand(ROOT);
    for (int i = 0; i < simulations; i++) {
      state.copyFrom(position);
      int depth = walkToLeaf(random);
      rollOut(random);
      backup(depth);
    }
    return action[mostVisitedChildOfRoot()];
  }

  /// Walks from the root to the first node without visits, or to the end of the game, and expands
  /// it.
  ///
  /// @return the nodes on the path
  private int walkToLeaf(CounterRandom random) {
    int node = ROOT;
    int depth = 0;
    while (children[node] > 0) {
      node = selectChild(node, random);
      path[depth] = node;
      mover[depth] = state.player();
      depth++;
      state.play(action[node]);
      if (visits[node] == 0) {
        expand(node);
        return depth;
      }
    }
    return depth;
  }

  private int selectChild(int node, CounterRandom random) {
    int first = firstChild[node];
    int end = first + children[node];
    int unvisited = children[node] - (visits[node] - 1);
    if (unvisited > 0) {
      return unvisitedChild(first, random.nextInt(unvisited));
    }
    double logVisits = Math.log(visits[node]);
    int best = first;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int child = first; child < end; child++) {
      double score =
          rewardSum[child] / visits[child] + EXPLORATION * Math.sqrt(logVisits / visits[child]);
      if (score > bestScore) {
        bestScore = score;
        best = child;
      }
    }
    return best;
  }

  /// Returns the child with `skip` unvisited ones before it.
  private int unvisitedChild(int first, int skip) {
    int child = first;
    while (visits[child] > 0 || skip-- > 0) {
      child++;
    }
    return child;
  }

  private void expand(int node) {
    int k = state.legalActions(legal);
    firstChild[node] = nodes;
    children[node] = k;
    for (int i = 0; i < k; i++) {
      int child = nodes++;
      action[child] = legal[i];
      visits[child] = 0;
      rewardSum[child] = 0;
      children[child] = 0;
    }
  }

  private void rollOut(CounterRandom random) {
    for (int k = state.legalActions(legal); k > 0; k = state.legalActions(legal)) {
      state.play(legal[random.nextInt(k)]);
    }
  }

  private void backup(int depth) {
    double rewardOfFirst = (state.outcome() + 1) / 2.0;
    visits[ROOT]++;
    for (int d = 0; d < depth; d++) {
      visits[path[d]]++;
      rewardSum[path[d]] += mover[d] == 0 ? rewardOfFirst : 1 - rewardOfFirst;
    }
  }

  private int mostVisitedChildOfRoot() {
    int best = firstChild[ROOT];
    for (int child = best; child < firstChild[ROOT] + children[ROOT]; child++) {
      if (visits[child] > visits[best]) {
        best = child;
      }
    }
    return best;
  }
}
