#pragma once

#include <algorithm>
#include <vector>

#include "search/gumbel.h"
#include "search/puct.h"

namespace alphazero {

/// What a walk came to.
enum class Walk {
  kLeaf,       // needs an evaluation, for which the game waits
  kFinished,   // the end of a game, backed up
  kBadLogits,  // the improved logits of a node are not finite
};

/// The search of one game: `FlatSearch` of Java over a `Tree`. Nothing but `begin` and a tree that
/// outgrows its memory allocates.
template <Rules R, bool gumbel>
class GameSearch {
 public:
  using State = typename R::State;

  GameSearch(const Settings& settings, Puct& puct, int max_simulations)
      : settings_(settings), puct_(puct), tree_(max_simulations + 1) {
    if (gumbel) {
      schedule_.reserve(static_cast<size_t>(max_simulations));
    }
  }

  /// @return k of the position
  int reset(const State& position) {
    clear();
    position_ = position;
    return R::legal(position, legal_);
  }

  void begin(int simulations, const float* noise) {
    if (gumbel) {
      clear();  // its schedule counts from 0
    }
    simulations_done_ = 0;
    descended_ = false;
    int k = R::legal(position_, legal_);
    set_noise(noise, k);
    if (gumbel) {
      Gumbel::schedule(std::min(settings_.considered_actions, k), simulations, schedule_);
    } else {
      puct_.ensure((is_evaluated() ? tree_.root().visits : 1) + simulations);
    }
    if (is_evaluated()) {
      mix_noise();
    }
  }

  bool is_evaluated() { return !tree_.is_empty() && tree_.root().visits > 0; }

  /// Returns whether the action is legal at the root.
  bool is_legal(int action) {
    int k = R::legal(position_, legal_);
    return std::find(legal_, legal_ + k, action) != legal_ + k;
  }

  /// Plays a legal action at the root.
  ///
  /// @return k of the new root
  int play(int action) {
    int edge = !gumbel && is_evaluated() ? tree_.root_edge(action) : kNone;
    if (edge == kNone || tree_.root().child(edge) < 0) {
      clear();
    } else {
      descended_ = false;
      tree_.keep_subtree(edge);
      set_noise(nullptr, 0);
    }
    position_ = R::play(position_, action);
    return R::legal(position_, legal_);
  }

  Walk walk() {
    if (tree_.is_empty()) {
      int k = R::legal(position_, legal_);
      waiting_ = tree_.add(kNone, 0, position_, legal_, k);
      return Walk::kLeaf;
    }
    if (!descended_ && !descend()) {
      return Walk::kBadLogits;
    }
    descended_ = false;
    int32_t at = at_;
    int edge = edge_;
    int32_t child = child_;
    if (child == kNone) {
      auto& node = tree_.node(at);
      State leaf = R::play(node.state, node.action(edge));
      int k = R::legal(leaf, legal_);
      if (k > 0) {
        waiting_ = tree_.add(at, edge, leaf, legal_, k);
        tree_.node(at).child(edge) = waiting_;
        return Walk::kLeaf;
      }
      child = kTerminal - R::outcome(leaf);
      node.child(edge) = child;
    }
    return add_value(at, edge, static_cast<float>(kTerminal - child)) ? Walk::kFinished
                                                                      : Walk::kBadLogits;
  }

  /// Goes down to where the next walk ends, ahead of it: right after a value was backed up, the
  /// nodes are near.
  ///
  /// @return whether all logits are finite
  bool descend() {
    edge_ = root_edge();
    at_ = 0;
    child_ = tree_.root().child(edge_);
    while (child_ >= 0) {
      at_ = child_;
      auto& node = tree_.node(at_);
      if (gumbel && node.next_edge == Node<R>::kUndecided && !look_ahead(node)) {
        return false;
      }
      edge_ = node.next_edge;
      child_ = node.child(edge_);
    }
    descended_ = true;
    return true;
  }

  /// Packs the leaf that waits.
  void encode(uint8_t* planes) { R::encode(tree_.node(waiting_).state, planes); }

  /// Expands and backs up the leaf that waits.
  ///
  /// @return whether its logits are finite
  bool back_up(const float* policy_logits, float value) {
    auto& leaf = tree_.node(waiting_);
    if (!tree_.evaluate(leaf, policy_logits, value)) {
      for (int e = 0; e < leaf.edges; e++) {
        scores_[e] = leaf.logit(e);
      }
      bad_logit_ = largest_logit(scores_, leaf.edges);
      return false;
    }
    if (waiting_ == 0) {
      mix_noise();
    }
    if constexpr (gumbel) {
      leaf.next_edge = Node<R>::kUndecided;  // costs much, and most leaves are never visited again
    } else {
      look_ahead(leaf);
    }
    return waiting_ == 0 ||
           add_value(leaf.parent, leaf.parent_edge, leaf.player == 0 ? value : -value);
  }

  /// Returns whether the leaf that was backed up last was the root, which is no simulation.
  bool waits_for_root() const { return waiting_ == 0; }

  /// Returns the logit that a failed `back_up` or `walk` complains about.
  float bad_logit() const { return bad_logit_; }

  void read_root(alphazero_search_root* out) {
    auto& root = tree_.root();
    out->size = root.edges;
    out->noisy = noisy_;
    out->raw_value = root.raw_value;
    auto* actions = reinterpret_cast<int32_t*>(out + 1);
    int32_t* visits = actions + R::max_legal_actions;
    auto* value_sums = reinterpret_cast<float*>(visits + R::max_legal_actions);
    float* logits = value_sums + R::max_legal_actions;
    float* priors = logits + R::max_legal_actions;
    float* noise = priors + R::max_legal_actions;
    for (int e = 0; e < root.edges; e++) {
      actions[e] = root.action(e);
      visits[e] = root.edge_visits(e);
      value_sums[e] = root.edge_value_sum(e);
      logits[e] = root.logit(e);
      priors[e] = root.prior(e);
      noise[e] = noise_[e];
    }
  }

 private:
  static constexpr int kWidth = Node<R>::kMaxGroups * kLanes;

  void clear() {
    descended_ = false;
    tree_.clear();
    set_noise(nullptr, 0);
  }

  void set_noise(const float* noise, int k) {
    noisy_ = noise != nullptr;
    std::fill_n(noise_, kWidth, 0.0f);
    std::copy_n(noise, noisy_ ? k : 0, noise_);
  }

  void mix_noise() {
    if (noisy_ && !gumbel) {
      float fraction = settings_.root_noise_fraction;
      std::fill_n(noisy_priors_, kWidth, -kInfinity);
      for (int e = 0; e < tree_.root().edges; e++) {
        noisy_priors_[e] = (1 - fraction) * tree_.root().prior(e) + fraction * noise_[e];
      }
    }
  }

  int root_edge() {
    auto& root = tree_.root();
    if constexpr (gumbel) {
      Gumbel::improved_logits(settings_, root, scores_);
      int32_t visits = schedule_[static_cast<size_t>(simulations_done_)];
      return Gumbel::root_edge(root, visits, noise_, scores_);
    }
    return noisy_ ? puct_.noisy_edge(root, noisy_priors_) : root.next_edge;
  }

  /// Adds a simulation's value to the edges and nodes from `edge` up to the root.
  ///
  /// @param at the node of `edge`
  /// @param value_of_player_0 for player 0
  /// @return whether all logits are finite
  bool add_value(int32_t at, int edge, float value_of_player_0) {
    simulations_done_++;
    while (at != kNone) {
      auto& node = tree_.node(at);
      node.add(edge, node.player == 0 ? value_of_player_0 : -value_of_player_0);
      if (!look_ahead(node)) {
        return false;
      }
      edge = node.parent_edge;
      at = node.parent;
    }
    return true;
  }

  /// Chooses the edge that the next walk through a node takes.
  ///
  /// @return whether improved logits are finite
  bool look_ahead(Node<R>& node) {
    if constexpr (gumbel) {
      if (node.parent == kNone) {
        return true;  // the schedule decides
      }
      Gumbel::improved_logits(settings_, node, scores_);
      if (!softmax(scores_, node.groups())) {
        Gumbel::improved_logits(settings_, node, scores_);
        bad_logit_ = largest_logit(scores_, node.edges);
        return false;
      }
      node.next_edge = static_cast<typename Node<R>::Edge>(Gumbel::edge(node, scores_));
    } else {
      node.next_edge = static_cast<typename Node<R>::Edge>(puct_.edge(node));
    }
    return true;
  }

  const Settings& settings_;
  Puct& puct_;
  Tree<R> tree_;
  State position_{};
  /// The node that waits for its evaluation.
  int32_t waiting_ = kNone;
  /// Where the next walk ends, once it has descended: an edge, its node and its child.
  bool descended_ = false;
  int32_t at_ = kNone;
  int edge_ = kNone;
  int32_t child_ = kNone;
  int simulations_done_ = 0;
  float bad_logit_ = 0;
  /// Gumbel: the visits that simulation i of the root considers.
  std::vector<int32_t> schedule_;
  /// Whether the search was begun with noise.
  bool noisy_ = false;
  alignas(32) float noise_[kWidth] = {};
  /// PUCT: the root's priors with noise.
  alignas(32) float noisy_priors_[kWidth] = {};
  alignas(32) float scores_[kWidth] = {};
  /// Scratch, whole groups long.
  Action<R> legal_[kWidth] = {};
};

}  // namespace alphazero
