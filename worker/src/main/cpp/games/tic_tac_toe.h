#pragma once

#include "games/rules.h"

namespace alphazero {

struct TicTacToe {
  /// Two sets of cells, bit i for cell i.
  struct State {
    uint32_t mine;
    uint32_t theirs;
  };

  static constexpr std::string_view name = "tic-tac-toe";
  static constexpr int actions = 9;
  static constexpr int plane_bytes = 4;
  static constexpr int max_legal_actions = 9;

  static State start() { return {0, 0}; }

  static int player(const State& s) { return __builtin_popcount(s.mine | s.theirs) & 1; }

  static int legal(const State& s, uint8_t* out) {
    return has_line(s.theirs) ? 0 : write_bits(~(s.mine | s.theirs) & kFull, out);
  }

  static State play(const State& s, int action) { return {s.theirs, s.mine | 1u << action}; }

  static int outcome(const State& s) {
    if (!has_line(s.theirs)) {
      return 0;
    }
    return player(s) == 1 ? 1 : -1;
  }

  static void encode(const State& s, uint8_t* out) {
    write_bytes<2>(s.mine, out);
    write_bytes<2>(s.theirs, out + 2);
  }

  static State decode(const uint8_t* in, int /*player*/) {
    return {static_cast<uint32_t>(read_bytes<2>(in)), static_cast<uint32_t>(read_bytes<2>(in + 2))};
  }

 private:
  static constexpr uint32_t kFull = 0777;

  static bool has_line(uint32_t cells) {
    for (uint32_t line : {0007u, 0070u, 0700u, 0111u, 0222u, 0444u, 0421u, 0124u}) {
      if ((cells & line) == line) {
        return true;
      }
    }
    return false;
  }
};

static_assert(Rules<TicTacToe>);

}  // namespace alphazero
