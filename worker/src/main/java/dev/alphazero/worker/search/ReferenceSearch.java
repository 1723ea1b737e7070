package dev.alphazero.worker.search;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The `reference` backend: a tree of plain objects, as simple as can be. The oracle that the
/// others are tested against, so it shares only the formulas of one node with them.
final class ReferenceSearch implements SearchTree {
  /// A position. A finished one has no edges and `visits` as many as ended there.
  static final class Node {
    final int player;
    final List<Edge> edges = new ArrayList<>();

    /// The network's value, or the outcome of a finished game, for `player`.
    float rawValue;

    /// N: its own evaluation and the visits of its edges.
    int visits;

    /// For `player`.
    float valueSum;

    /// Sum of the priors of visited edges, in the order of first visits.
    float visitedPrior;

    Node(int player) {
      this.player = player;
    }
  }

  /// A legal action of a node.
  static final class Edge {
    final int action;
    float logit;
    float prior;
    int visits;

    /// For the player to move at the node.
    float valueSum;

    @Nullable Node child;

    Edge(int action) {
      this.action = action;
    }
  }

  /// An edge and its node, as passed by a walk.
  private record Step(Node node, Edge edge) {}

  private final SearchSettings settings;
  private final int maxLegalActions;

  @Nullable Node root;

  private float @Nullable [] noise;
  private int[] schedule = new int[0];
  private int simulations;
  private int simulationsDone;

  /// From the root to the leaf that waits.
  private final List<Step> path = new ArrayList<>();

  private @Nullable Node waiting;

  static Search create(Game game, SearchSettings settings, int games, int maxSimulations) {
    return new GroupSearch(
        game, games, maxSimulations, () -> new ReferenceSearch(settings, game.maxLegalActions()));
  }

  private ReferenceSearch(SearchSettings settings, int maxLegalActions) {
    this.settings = settings;
    this.maxLegalActions = maxLegalActions;
  }

  @Override
  public void clear() {
    root = null;
    noise = null;
    waiting = null;
    path.clear();
  }

  @Override
  public boolean isEvaluated() {
    return root != null && root.visits > 0;
  }

  @Override
  public void begin(int simulations, float @Nullable [] noise) {
    if (settings.algorithm() == Algorithm.GUMBEL) {
      clear();
    }
    this.noise = noise == null ? null : noise.clone();
    this.simulations = simulations;
    simulationsDone = 0;
  }

  @Override
  public boolean walk(GameState state) {
    path.clear();
    if (root == null) {
      root = newNode(state);
      waiting = root;
      return true;
    }
    Node node = root;
    while (true) {
      Edge edge = select(node);
      path.add(new Step(node, edge));
      state.play(edge.action);
      if (edge.child == null) {
        edge.child = newNode(state);
        if (!edge.child.edges.isEmpty()) {
          waiting = edge.child;
          return true;
        }
        edge.child.rawValue = edge.child.player == 0 ? state.outcome() : -state.outcome();
      }
      node = edge.child;
      if (node.edges.isEmpty()) {
        addValue(node);
        return false;
      }
    }
  }

  private Node newNode(GameState state) {
    Node node = new Node(state.player());
    int[] legal = new int[maxLegalActions];
    int k = state.legalActions(legal);
    for (int i = 0; i < k; i++) {
      node.edges.add(new Edge(legal[i]));
    }
    return node;
  }

  private Edge select(Node node) {
    return switch (settings.algorithm()) {
      case PUCT -> puctEdge(node);
      case GUMBEL -> node == root ? gumbelRootEdge(node) : gumbelEdge(node);
    };
  }

  private Edge puctEdge(Node node) {
    float[] noise = node == root ? this.noise : null;
    float reduction = noise == null ? settings.fpuReduction() : 0;
    float unvisitedQ = Puct.unvisitedQ(node.valueSum / node.visits, reduction, node.visitedPrior);
    float scale = Puct.scale(settings, node.visits);
    Edge best = node.edges.getFirst();
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < node.edges.size(); i++) {
      Edge edge = node.edges.get(i);
      float prior = edge.prior;
      if (noise != null) {
        prior = Puct.noisyPrior(prior, noise[i], settings.rootNoiseFraction());
        float forced = Puct.forcedVisits(settings.forcedPlayouts(), prior, node.visits - 1);
        if (edge.visits > 0 && edge.visits < forced) {
          return edge;
        }
      }
      float q = edge.visits == 0 ? unvisitedQ : edge.valueSum / edge.visits;
      float score = Puct.score(q, prior, scale, edge.visits);
      if (score > bestScore) {
        best = edge;
        bestScore = score;
      }
    }
    return best;
  }

  private Edge gumbelRootEdge(Node node) {
    RootStatistics stats = statistics(node);
    if (simulationsDone == 0) {
      int considered = Math.min(settings.consideredActions(), stats.size);
      schedule = SequentialHalving.consideredVisits(considered, simulations);
    }
    int best =
        GumbelRoot.best(
            stats.size,
            stats.visits,
            schedule[simulationsDone],
            stats.noise,
            improvedLogits(stats));
    return node.edges.get(best);
  }

  private Edge gumbelEdge(Node node) {
    RootStatistics stats = statistics(node);
    float[] improved = improvedLogits(stats);
    Softmax.inPlace(improved, 0, stats.size);
    return node.edges.get(Gumbel.interiorAction(stats.size, 0, stats.visits, improved));
  }

  private float[] improvedLogits(RootStatistics stats) {
    float[] improved = new float[stats.size];
    Gumbel.improvedLogits(
        settings,
        stats.size,
        0,
        stats.visits,
        stats.valueSums,
        stats.logits,
        stats.priors,
        stats.rawValue,
        improved);
    return improved;
  }

  @Override
  public boolean backup(LeafBatch batch, int leaf) {
    Node node = Objects.requireNonNull(waiting);
    waiting = null;
    float[] priors = new float[node.edges.size()];
    for (int i = 0; i < priors.length; i++) {
      Edge edge = node.edges.get(i);
      edge.logit = batch.policyLogit(leaf, edge.action);
      priors[i] = edge.logit;
    }
    Softmax.inPlace(priors, 0, priors.length);
    for (int i = 0; i < priors.length; i++) {
      node.edges.get(i).prior = priors[i];
    }
    node.rawValue = batch.value(leaf);
    boolean isSimulation = node != root;
    if (isSimulation) {
      addValue(node);
    } else {
      node.visits = 1;
      node.valueSum = node.rawValue;
    }
    return isSimulation;
  }

  /// Backs up the raw value of the leaf at the end of the path.
  private void addValue(Node leaf) {
    leaf.visits++;
    leaf.valueSum += leaf.rawValue;
    for (Step step : path.reversed()) {
      Node node = step.node;
      Edge edge = step.edge;
      float value = node.player == leaf.player ? leaf.rawValue : -leaf.rawValue;
      if (edge.visits == 0) {
        node.visitedPrior += edge.prior;
      }
      edge.visits++;
      edge.valueSum += value;
      node.visits++;
      node.valueSum += value;
    }
    simulationsDone++;
  }

  @Override
  public void readRoot(RootStatistics out) {
    read(Objects.requireNonNull(root), out);
  }

  private RootStatistics statistics(Node node) {
    RootStatistics stats = new RootStatistics(node.edges.size());
    read(node, stats);
    return stats;
  }

  private void read(Node node, RootStatistics out) {
    out.size = node.edges.size();
    out.noisy = node == root && noise != null;
    out.rawValue = node.rawValue;
    for (int i = 0; i < out.size; i++) {
      Edge edge = node.edges.get(i);
      out.actions[i] = edge.action;
      out.visits[i] = edge.visits;
      out.valueSums[i] = edge.valueSum;
      out.logits[i] = edge.logit;
      out.priors[i] = edge.prior;
      out.noise[i] = noise != null && node == root ? noise[i] : 0;
    }
  }

  @Override
  public void play(int action) {
    Node child = null;
    if (root != null && settings.algorithm() == Algorithm.PUCT) {
      for (Edge edge : root.edges) {
        if (edge.action == action && edge.child != null && !edge.child.edges.isEmpty()) {
          child = edge.child;
        }
      }
    }
    clear();
    root = child;
  }
}
