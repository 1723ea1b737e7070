#pragma once

#include <algorithm>
#include <bit>
#include <limits>
#include <vector>

#include "search/tree.h"

namespace alphazero {

/// The formulas of "Policy improvement by planning with Gumbel", as `Gumbel.java` writes them.
struct Gumbel {
  static constexpr float kSmallestPrior = std::numeric_limits<float>::min();

  /// Writes logits + σ(completed Q); padding becomes -∞.
  template <class Node>
  static void improved_logits(const Settings& settings, Node& node, float* out) {
    int32_t sum_visits = node.visits - 1;
    Ints most = {};
    float sum_priors = 0;
    float sum_weighted_q = 0;
    for (int g = 0; g < node.groups(); g++) {
      const auto& edges = node.group(g);
      Ints visits = ints(edges.visits);
      Floats q = floats(edges.value_sums) / to_floats(visits);
      Floats priors = floats(edges.priors);
      priors = priors > kSmallestPrior ? priors : all(kSmallestPrior);
      Floats none = {};  // what is not visited adds 0, which changes no sum
      sum_priors = add_in_order(sum_priors, visits > 0 ? priors : none);
      sum_weighted_q = add_in_order(sum_weighted_q, visits > 0 ? priors * q : none);
      most = visits > most ? visits : most;
      floats(out + g * kLanes) = q;
    }
    auto max_visits = static_cast<float>(largest(most));
    float mixed = node.raw_value;
    if (sum_visits > 0) {
      mixed = (node.raw_value + static_cast<float>(sum_visits) * (sum_weighted_q / sum_priors)) /
              static_cast<float>(1 + sum_visits);
    }
    for (int g = 0; g < node.groups(); g++) {
      Floats& q = floats(out + g * kLanes);
      q = ints(node.group(g).visits) == 0 ? all(mixed) : q;
    }
    float min = 0;
    float range = 1;
    if (settings.min_max != 0) {
      min = *std::min_element(out, out + node.edges);
      range = std::max(*std::max_element(out, out + node.edges) - min, 1e-8f);
    }
    float scale = (settings.gumbel_visit_offset + max_visits) * settings.gumbel_scale;
    for (int g = 0; g < node.groups(); g++) {
      Floats q = floats(out + g * kLanes);
      Floats unit = settings.min_max != 0 ? (q - min) / range : (q + 1.0f) * 0.5f;
      floats(out + g * kLanes) = floats(node.group(g).logits) + scale * unit;
    }
  }

  /// Returns the edge that an inner node visits next: argmax of π′ - n / (1 + ΣN), where 1 + ΣN is
  /// the node's N.
  ///
  /// @param policy π′
  template <class Node>
  static int edge(Node& node, const float* policy) {
    auto total = static_cast<float>(node.visits);
    Argmax<Node::kMaxGroups> best;
    for (int g = 0; g < node.groups(); g++) {
      Floats score = floats(policy + g * kLanes) - to_floats(ints(node.group(g).visits)) / total;
      best.add(g, below(g * kLanes, node.edges) ? score : all(-kInfinity));
    }
    return best.index();
  }

  /// Returns the root's edge with the highest noise + improved logit among those with
  /// `considered_visits` visits.
  template <class Node>
  static int root_edge(Node& root, int32_t considered_visits, const float* noise, const float* improved) {
    int best = kNone;
    float best_score = -kInfinity;
    for (int e = 0; e < root.edges; e++) {
      float score = noise[e] + improved[e];
      if (root.edge_visits(e) == considered_visits && (best == kNone || score > best_score)) {
        best = e;
        best_score = score;
      }
    }
    return best;
  }

  /// Writes the schedule of sequential halving, as `SequentialHalving.java` does: simulation i visits
  /// the best of the actions that have `schedule[i]` visits.
  ///
  /// @param actions that the first phase considers, at least 1
  static void schedule(int actions, int simulations, std::vector<int32_t>& schedule) {
    schedule.clear();
    if (actions == 1) {
      for (int i = 0; i < simulations; i++) {
        schedule.push_back(i);
      }
      return;
    }
    int phases = std::bit_width(static_cast<unsigned>(actions - 1));
    int considered = actions;
    auto size = static_cast<size_t>(simulations);
    for (int32_t visits = 0; schedule.size() < size; considered = std::max(2, considered / 2)) {
      int rounds = std::max(1, simulations / (phases * considered));
      for (int round = 0; round < rounds && schedule.size() < size; round++) {
        schedule.resize(std::min(size, schedule.size() + static_cast<size_t>(considered)), visits);
        visits++;
      }
    }
  }
};

}  // namespace alphazero
