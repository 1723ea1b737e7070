package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The `java` backend: walks over a `FlatTree`. Allocates nothing per simulation.
final class FlatSearch implements SearchTree {
  private final SearchSettings settings;
  private final boolean puct;
  private final Shared shared;
  final FlatTree tree;

  /// Whether the search was begun with noise.
  private boolean noisy;

  /// `[k]` the noise, 0 without.
  private final float[] noise;

  /// `[k]` the root's priors with noise, if noisy and PUCT.
  private final float[] noisyPrior;

  /// Simulations that the search was begun with, and those done since.
  private int simulations;

  private int simulationsDone;

  /// The node that waits for its evaluation, or `NONE`.
  private int waiting = FlatTree.NONE;

  static Search create(Game game, SearchSettings settings, int games, int maxSimulations) {
    Shared shared = new Shared(settings, game.maxLegalActions());
    return new GroupSearch(
        game, games, maxSimulations, () -> new FlatSearch(settings, shared, maxSimulations));
  }

  private FlatSearch(SearchSettings settings, Shared shared, int maxSimulations) {
    int maxLegalActions = shared.legal.length;
    this.settings = settings;
    this.shared = shared;
    puct = settings.algorithm() == Algorithm.PUCT;
    tree = new FlatTree(maxSimulations + 1, maxLegalActions);
    noise = new float[maxLegalActions];
    noisyPrior = new float[maxLegalActions];
  }

  /// What the trees of one search share; only one of them works at a time.
  private static final class Shared {
    final PuctScale scale;
    final SequentialHalving.Cache schedules;

    /// `[maxLegalActions]` scratch.
    final int[] legal;

    /// `[maxLegalActions]` scratch.
    final float[] scores;

    Shared(SearchSettings settings, int maxLegalActions) {
      scale = new PuctScale(settings);
      schedules =
          new SequentialHalving.Cache(Math.min(settings.consideredActions(), maxLegalActions));
      legal = new int[maxLegalActions];
      scores = new float[maxLegalActions];
    }
  }

  @Override
  public void clear() {
    tree.clear();
    setNoise(null);
    waiting = FlatTree.NONE;
  }

  @Override
  public boolean isEvaluated() {
    return tree.rootVisits > 0;
  }

  @Override
  public void begin(int simulations, float @Nullable [] noise) {
    if (!puct) {
      clear(); // its schedule counts from 0
    }
    this.simulations = simulations;
    simulationsDone = 0;
    setNoise(noise);
    tree.ensureNodes(Math.max(tree.nodes, 1) + simulations);
    shared.scale.ensure(Math.max(tree.rootVisits, 1) + simulations);
    if (isEvaluated()) {
      mixNoise();
    }
  }

  private void setNoise(float @Nullable [] noise) {
    noisy = noise != null;
    if (noise == null) {
      Arrays.fill(this.noise, 0);
    } else {
      System.arraycopy(noise, 0, this.noise, 0, Math.min(noise.length, this.noise.length));
    }
  }

  private void mixNoise() {
    if (noisy && puct) {
      for (int i = 0; i < tree.edgeCount[0]; i++) {
        noisyPrior[i] = Puct.noisyPrior(tree.prior[i], noise[i], settings.rootNoiseFraction());
      }
    }
  }

  @Override
  public boolean walk(GameState state) {
    if (tree.nodes == 0) {
      int k = state.legalActions(shared.legal);
      waiting = tree.addNode(FlatTree.NONE, FlatTree.NONE, state, shared.legal, k);
      return true;
    }
    int node = 0;
    int edge = rootEdge();
    int child = tree.child[edge];
    while (child >= 0) {
      state.play(tree.action[edge]);
      edge =
          puct
              ? puctEdge(child, tree.visits[edge], tree.childValueSum(node, edge))
              : gumbelEdge(child);
      node = child;
      child = tree.child[edge];
    }
    if (child == FlatTree.UNVISITED) {
      state.play(tree.action[edge]);
      int k = state.legalActions(shared.legal);
      if (k > 0) {
        waiting = tree.addNode(node, edge, state, shared.legal, k);
        tree.child[edge] = waiting;
        return true;
      }
      child = FlatTree.TERMINAL - state.outcome();
      tree.child[edge] = child;
    }
    addValue(node, edge, FlatTree.TERMINAL - child);
    return false;
  }

  private int rootEdge() {
    if (!puct) {
      return gumbelRootEdge();
    }
    return noisy ? noisyRootEdge() : puctEdge(0, tree.rootVisits, tree.rootValueSum);
  }

  private int puctEdge(int node, int nodeVisits, float nodeValueSum) {
    float unvisitedQ =
        Puct.unvisitedQ(
            nodeValueSum / nodeVisits, settings.fpuReduction(), tree.visitedPrior[node]);
    return Puct.best(
        tree.edgeCount[node],
        tree.firstEdge[node],
        tree.visits,
        tree.valueSum,
        tree.prior,
        shared.scale.table()[nodeVisits],
        unvisitedQ);
  }

  private int noisyRootEdge() {
    float scale = shared.scale.table()[tree.rootVisits];
    float unvisitedQ = tree.rootValueSum / tree.rootVisits;
    int edgeVisits = tree.rootVisits - 1;
    int best = 0;
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int e = 0; e < tree.edgeCount[0]; e++) {
      int n = tree.visits[e];
      if (n > 0 && n < Puct.forcedVisits(settings.forcedPlayouts(), noisyPrior[e], edgeVisits)) {
        return e;
      }
      float q = n == 0 ? unvisitedQ : tree.valueSum[e] / n;
      float score = Puct.score(q, noisyPrior[e], scale, n);
      if (score > bestScore) {
        best = e;
        bestScore = score;
      }
    }
    return best;
  }

  private int gumbelRootEdge() {
    int k = tree.edgeCount[0];
    int considered = Math.min(settings.consideredActions(), k);
    int[] schedule = shared.schedules.consideredVisits(considered, simulations);
    improvedLogits(0);
    return GumbelRoot.best(k, tree.visits, schedule[simulationsDone], noise, shared.scores);
  }

  private int gumbelEdge(int node) {
    int k = tree.edgeCount[node];
    int first = tree.firstEdge[node];
    improvedLogits(node);
    Softmax.inPlace(shared.scores, 0, k);
    return first + Gumbel.interiorAction(k, first, tree.visits, shared.scores);
  }

  private void improvedLogits(int node) {
    Gumbel.improvedLogits(
        settings,
        tree.edgeCount[node],
        tree.firstEdge[node],
        tree.visits,
        tree.valueSum,
        tree.logit,
        tree.prior,
        tree.rawValue[node],
        shared.scores);
  }

  @Override
  public boolean backup(LeafBatch batch, int leaf) {
    int node = waiting;
    waiting = FlatTree.NONE;
    tree.evaluate(node, batch, leaf);
    if (node == 0) {
      mixNoise();
      return false;
    }
    float value = tree.rawValue[node];
    addValue(tree.parent[node], tree.parentEdge[node], tree.player[node] == 0 ? value : -value);
    return true;
  }

  private void addValue(int node, int edge, float valueOfPlayer0) {
    tree.addValue(node, edge, valueOfPlayer0);
    simulationsDone++;
  }

  @Override
  public void readRoot(RootStatistics out) {
    int k = tree.edgeCount[0];
    out.size = k;
    out.noisy = noisy;
    out.rawValue = tree.rawValue[0];
    System.arraycopy(tree.action, 0, out.actions, 0, k);
    System.arraycopy(tree.visits, 0, out.visits, 0, k);
    System.arraycopy(tree.valueSum, 0, out.valueSums, 0, k);
    System.arraycopy(tree.logit, 0, out.logits, 0, k);
    System.arraycopy(tree.prior, 0, out.priors, 0, k);
    System.arraycopy(noise, 0, out.noise, 0, k);
  }

  @Override
  public void play(int action) {
    int edge = puct && isEvaluated() ? tree.rootEdge(action) : FlatTree.NONE;
    if (edge == FlatTree.NONE || tree.child[edge] < 0) {
      clear();
    } else {
      tree.keepSubtree(edge);
      setNoise(null);
    }
  }
}
