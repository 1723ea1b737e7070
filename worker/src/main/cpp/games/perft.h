#pragma once

#include "games/rules.h"

namespace alphazero {

/// Leaves of a game's tree, as `Perft.java` counts them.
struct Perft {
  int64_t full = 0;
  int64_t ended_earlier = 0;

  /// @param depth at least 1
  template <Rules R>
  static Perft of(const typename R::State& position, int depth) {
    Action<R> legal[R::max_legal_actions];
    int k = R::legal(position, legal);
    if (k == 0) {
      return {0, 1};
    }
    if (depth == 1) {
      return {k, 0};
    }
    Perft sum;
    for (int i = 0; i < k; i++) {
      Perft below = of<R>(R::play(position, legal[i]), depth - 1);
      sum.full += below.full;
      sum.ended_earlier += below.ended_earlier;
    }
    return sum;
  }
};

}  // namespace alphazero
