#pragma once

#include <algorithm>
#include <cstring>
#include <limits>

#include "games/rules.h"
#include "search/blocks.h"
#include "search/polynomials.h"
#include "search/settings.h"

namespace alphazero {

/// As an edge's child: `kTerminal - outcome`, the outcome for player 0 in {-1, 0, 1}.
inline constexpr int32_t kTerminal = -3;

/// Eight edges of a node, in ascending order of actions. What a walk reads comes first. Padding has
/// no visits, no child and -∞ as prior and logit, so that no walk takes it.
///
/// @tparam A holds an action
template <class A>
struct alignas(Blocks::kUnit) EdgeGroup {
  float priors[kLanes];
  int32_t visits[kLanes];
  /// For the node's player.
  float value_sums[kLanes];
  int32_t children[kLanes];
  float logits[kLanes];
  A actions[kLanes];
};

/// A node; its edges follow in the same block.
///
/// What a walk does at a node depends on that node's statistics alone, and those change only when a
/// value is backed up through it. So the choice is made then, when all nodes of a path can be worked
/// on at once, and a walk only follows `next_edge`.
template <Rules R>
struct alignas(Blocks::kUnit) Node {
  using Action = alphazero::Action<R>;
  using EdgeGroup = alphazero::EdgeGroup<Action>;
  /// The number of an edge; its largest value is none.
  using Edge = std::conditional_t<(R::max_legal_actions < 256), uint8_t, uint16_t>;

  static constexpr Edge kUndecided = std::numeric_limits<Edge>::max();
  static_assert(R::max_legal_actions <= kUndecided);

  static constexpr int kMaxGroups = groups_of(R::max_legal_actions);

  typename R::State state;
  int32_t parent;
  Edge parent_edge;
  /// How many there are.
  Edge edges;
  /// The edge that the next walk takes, or `kUndecided`; at the root the search may decide otherwise.
  Edge next_edge;
  uint8_t player;
  /// N, its own evaluation included.
  int32_t visits;
  /// For the node's player, the network's value included.
  float value_sum;
  /// The network's value, for the node's player.
  float raw_value;
  /// Sum of the priors of visited edges, in the order of first visits.
  float visited_prior;
  /// Whether `keep_subtree` must keep it; false at all other times.
  bool keep;

  /// The number is known to the compiler for games that need no more than one.
  static int groups_for(int edges) { return kMaxGroups == 1 ? 1 : groups_of(edges); }

  static size_t units(int edges) {
    return (sizeof(Node) + static_cast<size_t>(groups_for(edges)) * sizeof(EdgeGroup)) / Blocks::kUnit;
  }

  int groups() const { return groups_for(edges); }
  /// Counts a simulation that went through an edge.
  ///
  /// @param value for the node's player
  void add(int edge, float value) {
    visits++;
    value_sum = value_sum + value;
    visited_prior = visited_prior + (edge_visits(edge) == 0 ? prior(edge) : 0.0f);
    for (int g = 0; g < groups(); g++) {  // whole groups, since whole groups are read next
      Ints here = kLaneNumbers + g * kLanes == edge;
      Floats& sums = floats(group(g).value_sums);
      ints(group(g).visits) -= here;
      sums = here ? sums + value : sums;
    }
  }

  EdgeGroup& group(int g) { return reinterpret_cast<EdgeGroup*>(this + 1)[g]; }

  float& prior(int edge) { return group_of(edge).priors[edge % kLanes]; }
  int32_t edge_visits(int edge) { return group_of(edge).visits[edge % kLanes]; }
  float edge_value_sum(int edge) { return group_of(edge).value_sums[edge % kLanes]; }
  int32_t& child(int edge) { return group_of(edge).children[edge % kLanes]; }
  float& logit(int edge) { return group_of(edge).logits[edge % kLanes]; }
  Action& action(int edge) { return group_of(edge).actions[edge % kLanes]; }

 private:
  EdgeGroup& group_of(int edge) { return group(kMaxGroups == 1 ? 0 : edge / kLanes); }
};

/// The tree of one game. A node is the number of its block and comes after its parent; the root is
/// node 0. A finished game is not a node: the edge says the outcome.
template <Rules R>
class Tree {
 public:
  using State = typename R::State;
  using Node = alphazero::Node<R>;
  using Action = alphazero::Action<R>;

  /// Memory that a tree takes at first; larger ones grow.
  static constexpr size_t kMostReservedBytes = size_t{1} << 21;

  explicit Tree(int nodes)
      : blocks_(std::min(static_cast<size_t>(nodes) * Node::units(R::max_legal_actions),
                         kMostReservedBytes / Blocks::kUnit)) {}

  bool is_empty() const { return blocks_.end() == 0; }
  void clear() {
    blocks_.truncate(0);
  }

  Node& node(int32_t number) { return *reinterpret_cast<Node*>(blocks_.at(number)); }
  Node& root() { return node(0); }

  /// Adds a node that is not evaluated yet.
  ///
  /// @param legal k actions and, in the rest of their groups, any
  int32_t add(int32_t parent, int parent_edge, const State& state, const Action* legal, int k) {
    int32_t number = blocks_.append(Node::units(k));
    Node& added = node(number);
    added.state = state;
    added.parent = parent;
    added.parent_edge = static_cast<typename Node::Edge>(parent_edge);
    added.edges = static_cast<typename Node::Edge>(k);
    added.player = static_cast<uint8_t>(R::player(state));
    added.keep = false;
    added.visits = 0;
    added.visited_prior = 0;
    for (int g = 0; g < added.groups(); g++) {
      auto& group = added.group(g);
      ints(group.visits) = Ints{};
      floats(group.value_sums) = Floats{};
      ints(group.children) = all(kNone);
      std::memcpy(group.actions, legal + g * kLanes, sizeof(group.actions));
    }
    return number;
  }

  /// Writes the evaluation of a node.
  ///
  /// @param policy_logits `[A]`
  /// @return whether the logits are finite
  bool evaluate(Node& n, const float* policy_logits, float value) {
    n.visits = 1;
    n.value_sum = value;
    n.raw_value = value;
    alignas(32) float priors[Node::kMaxGroups * kLanes];
    for (int g = 0; g < n.groups(); g++) {
      Floats logits = gather(policy_logits, n.group(g).actions);
      logits = below(g * kLanes, n.edges) ? logits : all(-kInfinity);
      floats(n.group(g).logits) = logits;
      floats(priors + g * kLanes) = logits;
    }
    if (!softmax(priors, n.groups())) {
      return false;
    }
    for (int g = 0; g < n.groups(); g++) {
      floats(n.group(g).priors) =
          below(g * kLanes, n.edges) ? floats(priors + g * kLanes) : all(-kInfinity);
    }
    return true;
  }

  int root_edge(int action) {
    for (int e = 0; e < root().edges; e++) {
      if (root().action(e) == action) {
        return e;
      }
    }
    return kNone;
  }

  /// Makes the child at the end of a root's edge the root and forgets what is not below it.
  ///
  /// Moves the subtree to the front, in place and in order: nodes only move to lower numbers, and a
  /// parent is moved before its children. A node that is moved tells its children, which have not
  /// been, where it is now.
  void keep_subtree(int edge) {
    int32_t from = root().child(edge);
    node(from).keep = true;
    node(from).parent = kNone;
    int32_t to = 0;
    while (from < blocks_.end()) {
      auto units = static_cast<int32_t>(Node::units(node(from).edges));
      if (node(from).keep) {
        move(from, to, units);
        to += units;
      }
      from += units;
    }
    blocks_.truncate(to);
  }

 private:
  void move(int32_t from, int32_t to, int32_t units) {
    std::memmove(blocks_.at(to), blocks_.at(from), static_cast<size_t>(units) * Blocks::kUnit);
    Node& moved = node(to);
    moved.keep = false;
    if (moved.parent != kNone) {
      node(moved.parent).child(moved.parent_edge) = to;
    }
    for (int e = 0; e < moved.edges; e++) {
      int32_t child = moved.child(e);
      if (child >= 0) {
        node(child).keep = true;
        node(child).parent = to;
      }
    }
  }

  Blocks blocks_;
};

}  // namespace alphazero
