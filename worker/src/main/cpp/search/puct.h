#pragma once

#include <cmath>
#include <vector>

#include "search/tree.h"

namespace alphazero {

/// scale(N) by N, as `Puct.java` computes it.
class PuctScale {
 public:
  explicit PuctScale(const Settings& settings) : settings_(settings) {}

  /// Makes the table long enough to be indexed with `node_visits`.
  void ensure(int32_t node_visits) {
    while (scales_.size() <= static_cast<size_t>(node_visits)) {
      scales_.push_back(scale(static_cast<int32_t>(scales_.size())));
    }
  }

  float operator[](int32_t node_visits) const { return scales_[static_cast<size_t>(node_visits)]; }

 private:
  float scale(int32_t node_visits) const {
    float c = settings_.c_puct;
    double base = settings_.c_puct_base;
    if (base != 0) {
      c = c + static_cast<float>(log((node_visits + base + 1) / base));
    }
    return c * static_cast<float>(std::sqrt(static_cast<double>(node_visits)));
  }

  const Settings settings_;
  std::vector<float> scales_;
};

/// The selection of AlphaZero, as `Puct.java` writes it.
class Puct {
 public:
  explicit Puct(const Settings& settings) : settings_(settings), scale_(settings) {}

  /// Makes room for nodes with `visits` visits.
  void ensure(int32_t visits) { scale_.ensure(visits); }

  /// Returns the edge that a node visits next.
  template <class Node>
  int edge(Node& node) const {
    float unvisited_q = node.value_sum / static_cast<float>(node.visits) -
                        settings_.fpu_reduction * std::sqrt(node.visited_prior);
    float scale = scale_[node.visits];
    Argmax<Node::kMaxGroups> best;
    for (int g = 0; g < node.groups(); g++) {
      auto& edges = node.group(g);
      best.add(g, scores(edges, floats(edges.priors), scale, unvisited_q));
    }
    return best.index();
  }

  /// Returns the edge that a noisy root visits next: the first whose playouts are forced, or the
  /// best.
  ///
  /// @param priors with noise
  template <class Node>
  int noisy_edge(Node& root, const float* priors) const {
    int32_t edge_visits = root.visits - 1;
    for (int e = 0; e < root.edges; e++) {
      int32_t n = root.edge_visits(e);
      float forced =
          std::sqrt((settings_.forced_playouts * priors[e]) * static_cast<float>(edge_visits));
      if (n > 0 && static_cast<float>(n) < forced) {
        return e;
      }
    }
    float unvisited_q = root.value_sum / static_cast<float>(root.visits);
    float scale = scale_[root.visits];
    Argmax<Node::kMaxGroups> best;
    for (int g = 0; g < root.groups(); g++) {
      best.add(g, scores(root.group(g), floats(priors + g * kLanes), scale, unvisited_q));
    }
    return best.index();
  }

 private:
  /// score(a) = Q(a) + scale P(a) / (1 + n(a)), with the Q of unvisited actions given.
  template <class EdgeGroup>
  static Floats scores(const EdgeGroup& edges, Floats priors, float scale, float unvisited_q) {
    Ints visits = ints(edges.visits);
    Floats q = visits == 0 ? all(unvisited_q) : floats(edges.value_sums) / to_floats(visits);
    return q + (scale * priors) / to_floats(1 + visits);
  }

  const Settings settings_;
  PuctScale scale_;
};

}  // namespace alphazero
