package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;

/// What must hold in every tree between two steps: recomputed from the leaves up.
final class TreeInvariants {
  private TreeInvariants() {}

  static void check(SearchRun run) {
    if (run.search instanceof NativeSearch) {
      return; // its trees are compared with those that are checked here
    }
    for (int g = 0; g < run.search.games(); g++) {
      switch (run.tree(g)) {
        case FlatSearch flat -> check(flat.tree);
        case ReferenceSearch reference -> {
          if (reference.root != null && reference.root.visits > 0) {
            check(reference.root);
          }
        }
        default -> throw new AssertionError("unknown tree");
      }
    }
  }

  private static void check(FlatTree tree) {
    if (tree.rootVisits == 0) {
      return;
    }
    int nextEdge = 0;
    for (int node = 0; node < tree.nodes; node++) {
      boolean root = node == 0;
      int up = tree.parentEdge[node];
      if (root) {
        assertThat(tree.parent[0]).isEqualTo(FlatTree.NONE);
      } else {
        assertThat(tree.parent[node]).isBetween(0, node - 1);
        assertThat(tree.child[up]).isEqualTo(node);
        int first = tree.firstEdge[tree.parent[node]];
        assertThat(up).isBetween(first, first + tree.edgeCount[tree.parent[node]] - 1);
      }
      assertThat(tree.firstEdge[node]).isEqualTo(nextEdge);
      nextEdge += tree.edgeCount[node];
      int visits = 1;
      double valueSum = tree.rawValue[node];
      float priors = 0;
      float visitedPrior = 0;
      for (int e = tree.firstEdge[node]; e < nextEdge; e++) {
        assertThat(Math.abs(tree.valueSum[e])).isLessThanOrEqualTo(tree.visits[e]);
        assertThat(tree.child[e] == FlatTree.UNVISITED).isEqualTo(tree.visits[e] == 0);
        visits += tree.visits[e];
        valueSum += tree.valueSum[e];
        priors += tree.prior[e];
        visitedPrior += tree.visits[e] == 0 ? 0 : tree.prior[e];
        if (tree.child[e] < FlatTree.UNVISITED) {
          int outcome = FlatTree.TERMINAL - tree.child[e];
          int forPlayer = tree.player[node] == 0 ? outcome : -outcome;
          assertThat(tree.valueSum[e]).isEqualTo((float) forPlayer * tree.visits[e]);
        }
      }
      float own = root ? tree.rootValueSum : tree.childValueSum(tree.parent[node], up);
      assertThat(root ? tree.rootVisits : tree.visits[up]).isEqualTo(visits);
      assertThat((double) own).isCloseTo(valueSum, offset(visits));
      assertThat(priors).isCloseTo(1, within(1e-5f));
      assertThat(tree.visitedPrior[node]).isCloseTo(visitedPrior, within(1e-5f));
    }
    assertThat(nextEdge).isEqualTo(tree.edges);
  }

  private static void check(ReferenceSearch.Node node) {
    int visits = 1;
    double valueSum = node.rawValue;
    for (ReferenceSearch.Edge edge : node.edges) {
      visits += edge.visits;
      valueSum += edge.valueSum;
      assertThat(edge.child == null).isEqualTo(edge.visits == 0);
      if (edge.child != null) {
        assertThat(edge.child.visits).isEqualTo(edge.visits);
        assertThat(Math.abs(edge.child.valueSum)).isEqualTo(Math.abs(edge.valueSum));
        check(edge.child);
      }
    }
    if (!node.edges.isEmpty()) {
      assertThat(node.visits).isEqualTo(visits);
      assertThat((double) node.valueSum).isCloseTo(valueSum, offset(visits));
    }
  }

  /// Floats lose a little per addition.
  private static Offset<Double> offset(int visits) {
    return within(1e-6 * visits * Math.sqrt(visits) + 1e-5);
  }
}
