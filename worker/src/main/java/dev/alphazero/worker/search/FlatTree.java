package dev.alphazero.worker.search;

import dev.alphazero.worker.game.GameState;
import java.util.Arrays;

/// A tree in flat arrays: a node is an index, its edges are consecutive indices, no position is
/// stored.
///
/// A node is numbered after its parent and its edges after its parent's. Visits and value sum of a
/// node are those of the edge that leads to it; only the root keeps its own. A finished game is not
/// a node: the edge says the outcome. Arrays grow when a reused tree needs more than a fresh one.
final class FlatTree {
  /// As a parent or an edge: there is none.
  static final int NONE = -1;

  /// As an edge's child: not walked yet.
  static final int UNVISITED = -1;

  /// As an edge's child: `TERMINAL - outcome`, the outcome for player 0 in {-1, 0, 1}.
  static final int TERMINAL = -3;

  /// Edges reserved at first; larger trees grow by half.
  private static final int MOST_RESERVED_EDGES = 1 << 16;

  // Nodes; the root is node 0.
  int nodes;
  int[] firstEdge;
  int[] edgeCount;
  int[] parent;
  int[] parentEdge;
  byte[] player;

  /// The network's value, for the node's player.
  float[] rawValue;

  /// Sum of the priors of visited edges, in the order of first visits.
  float[] visitedPrior;

  // Edges.
  int edges;
  int[] action;
  int[] child;
  int[] visits;

  /// For the player to move at the edge's node.
  float[] valueSum;

  float[] logit;
  float[] prior;

  /// N of the root, 0 until it is evaluated.
  int rootVisits;

  /// For the player to move at the root.
  float rootValueSum;

  FlatTree(int nodeCapacity, int maxLegalActions) {
    firstEdge = new int[nodeCapacity];
    edgeCount = new int[nodeCapacity];
    parent = new int[nodeCapacity];
    parentEdge = new int[nodeCapacity];
    player = new byte[nodeCapacity];
    rawValue = new float[nodeCapacity];
    visitedPrior = new float[nodeCapacity];
    int edgeCapacity = (int) Math.min((long) nodeCapacity * maxLegalActions, MOST_RESERVED_EDGES);
    action = new int[edgeCapacity];
    child = new int[edgeCapacity];
    visits = new int[edgeCapacity];
    valueSum = new float[edgeCapacity];
    logit = new float[edgeCapacity];
    prior = new float[edgeCapacity];
  }

  void clear() {
    nodes = 0;
    edges = 0;
    rootVisits = 0;
    rootValueSum = 0;
  }

  /// Adds a node that is not evaluated yet and returns its index.
  ///
  /// @param edge the edge of `parentNode` that leads to it
  /// @param legal `[k]` its legal actions, may be longer
  int addNode(int parentNode, int edge, GameState state, int[] legal, int k) {
    if (edges + k > action.length) {
      growEdges(edges + k);
    }
    int node = nodes++;
    firstEdge[node] = edges;
    edgeCount[node] = k;
    parent[node] = parentNode;
    parentEdge[node] = edge;
    player[node] = (byte) state.player();
    visitedPrior[node] = 0;
    System.arraycopy(legal, 0, action, edges, k);
    Arrays.fill(child, edges, edges + k, UNVISITED);
    Arrays.fill(visits, edges, edges + k, 0);
    Arrays.fill(valueSum, edges, edges + k, 0);
    edges += k;
    return node;
  }

  /// Writes the evaluation of a node.
  ///
  /// @param leaf index of the node in the batch
  void evaluate(int node, LeafBatch batch, int leaf) {
    rawValue[node] = batch.value(leaf);
    int first = firstEdge[node];
    int k = edgeCount[node];
    for (int e = first; e < first + k; e++) {
      logit[e] = batch.policyLogit(leaf, action[e]);
    }
    System.arraycopy(logit, first, prior, first, k);
    Softmax.inPlace(prior, first, k);
    if (node == 0) {
      rootVisits = 1;
      rootValueSum = rawValue[0];
    }
  }

  /// Adds a simulation's value to all edges from `edge` up to the root.
  ///
  /// @param node the node of `edge`
  /// @param valueOfPlayer0 for player 0
  void addValue(int node, int edge, float valueOfPlayer0) {
    int at = node;
    int e = edge;
    while (true) {
      float value = player[at] == 0 ? valueOfPlayer0 : -valueOfPlayer0;
      int n = visits[e];
      if (n == 0) {
        visitedPrior[at] = visitedPrior[at] + prior[e];
      }
      visits[e] = n + 1;
      valueSum[e] = valueSum[e] + value;
      if (at == 0) {
        rootVisits++;
        rootValueSum = rootValueSum + value;
        return;
      }
      e = parentEdge[at];
      at = parent[at];
    }
  }

  /// Returns the value sum of a child, for the child's player.
  ///
  /// @param node the node of `edge`, which leads to the child
  float childValueSum(int node, int edge) {
    return player[child[edge]] == player[node] ? valueSum[edge] : -valueSum[edge];
  }

  /// Returns the root's edge of an action, or `NONE`.
  int rootEdge(int wanted) {
    for (int e = 0; e < edgeCount[0]; e++) {
      if (action[e] == wanted) {
        return e;
      }
    }
    return NONE;
  }

  /// Makes the child at the end of a root's edge the root and forgets what is not below it.
  ///
  /// Moves the subtree to the front, in place and in order: nodes and edges only move to lower
  /// indices, and a parent is moved before its children.
  void keepSubtree(int edge) {
    int newRoot = child[edge];
    float newValueSum = childValueSum(0, edge);
    rootVisits = visits[edge];
    rootValueSum = newValueSum;
    int[] newIndex = new int[nodes];
    int[] edgeShift = new int[nodes];
    Arrays.fill(newIndex, NONE);
    int keptNodes = 0;
    int keptEdges = 0;
    for (int node = newRoot; node < nodes; node++) {
      int oldParent = parent[node];
      boolean isRoot = node == newRoot;
      if (!isRoot && newIndex[oldParent] == NONE) {
        continue;
      }
      int to = keptNodes++;
      int first = firstEdge[node];
      int k = edgeCount[node];
      newIndex[node] = to;
      edgeShift[node] = first - keptEdges;
      if (isRoot) {
        parent[to] = NONE;
        parentEdge[to] = NONE;
      } else {
        int movedEdge = parentEdge[node] - edgeShift[oldParent];
        parent[to] = newIndex[oldParent];
        parentEdge[to] = movedEdge;
        child[movedEdge] = to;
      }
      firstEdge[to] = keptEdges;
      edgeCount[to] = k;
      player[to] = player[node];
      rawValue[to] = rawValue[node];
      visitedPrior[to] = visitedPrior[node];
      System.arraycopy(action, first, action, keptEdges, k);
      System.arraycopy(child, first, child, keptEdges, k);
      System.arraycopy(visits, first, visits, keptEdges, k);
      System.arraycopy(valueSum, first, valueSum, keptEdges, k);
      System.arraycopy(logit, first, logit, keptEdges, k);
      System.arraycopy(prior, first, prior, keptEdges, k);
      keptEdges += k;
    }
    nodes = keptNodes;
    edges = keptEdges;
  }

  /// Makes room for `capacity` nodes; edges make their own room.
  void ensureNodes(int capacity) {
    if (capacity <= firstEdge.length) {
      return;
    }
    int length = Math.max(capacity, firstEdge.length + firstEdge.length / 2);
    firstEdge = Arrays.copyOf(firstEdge, length);
    edgeCount = Arrays.copyOf(edgeCount, length);
    parent = Arrays.copyOf(parent, length);
    parentEdge = Arrays.copyOf(parentEdge, length);
    player = Arrays.copyOf(player, length);
    rawValue = Arrays.copyOf(rawValue, length);
    visitedPrior = Arrays.copyOf(visitedPrior, length);
  }

  private void growEdges(int capacity) {
    int length = Math.max(capacity, action.length + action.length / 2);
    action = Arrays.copyOf(action, length);
    child = Arrays.copyOf(child, length);
    visits = Arrays.copyOf(visits, length);
    valueSum = Arrays.copyOf(valueSum, length);
    logit = Arrays.copyOf(logit, length);
    prior = Arrays.copyOf(prior, length);
  }
}
