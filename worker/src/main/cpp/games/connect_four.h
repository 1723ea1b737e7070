#pragma once

#include "games/rules.h"

namespace alphazero {

/// Cell (row, column) is bit `row * 8 + column`, row 0 at the bottom; the eighth column stays empty,
/// so that a shift never joins two edges.
struct ConnectFour {
  struct State {
    uint64_t mine;
    uint64_t theirs;
  };

  static constexpr std::string_view name = "connect-four";
  static constexpr int actions = 7;
  static constexpr int plane_bytes = 12;
  static constexpr int max_legal_actions = 7;

  static State start() { return {0, 0}; }

  static int player(const State& s) { return __builtin_popcountll(s.mine | s.theirs) & 1; }

  static int legal(const State& s, uint8_t* out) {
    return has_four(s.theirs) ? 0 : write_bits(~(s.mine | s.theirs) >> kTopRow & kBottom, out);
  }

  static State play(const State& s, int action) {
    uint64_t stones = s.mine | s.theirs;
    uint64_t playable = ((stones << 8) | kBottom) & ~stones & kBoard;
    return {s.theirs, s.mine | (playable & (kColumn << action))};
  }

  static int outcome(const State& s) {
    if (!has_four(s.theirs)) {
      return 0;
    }
    return player(s) == 1 ? 1 : -1;
  }

  static void encode(const State& s, uint8_t* out) {
    write_bytes<kPlaneBytes>(pack(s.mine), out);
    write_bytes<kPlaneBytes>(pack(s.theirs), out + kPlaneBytes);
  }

  static State decode(const uint8_t* in, int /*player*/) {
    return {unpack(read_bytes<kPlaneBytes>(in)), unpack(read_bytes<kPlaneBytes>(in + kPlaneBytes))};
  }

 private:
  static constexpr uint64_t kBoard = 0x00007F7F7F7F7F7F;
  static constexpr uint64_t kBottom = 0x7F;
  static constexpr uint64_t kColumn = 0x0101010101010101;
  static constexpr int kRows = 6;
  static constexpr int kColumns = 7;
  static constexpr int kTopRow = (kRows - 1) * 8;
  static constexpr int kPlaneBytes = 6;

  static bool has_four(uint64_t stones) {
    return (fours(stones, 1) | fours(stones, 7) | fours(stones, 8) | fours(stones, 9)) != 0;
  }

  static uint64_t fours(uint64_t stones, int step) {
    uint64_t two = stones & (stones >> step);
    return two & (two >> (2 * step));
  }

  /// Cells without the eighth column: cell (row, column) is bit `row * 7 + column`.
  static uint64_t pack(uint64_t cells) {
    uint64_t packed = 0;
    for (int row = 0; row < kRows; row++) {
      packed |= ((cells >> (row * 8)) & kBottom) << (row * kColumns);
    }
    return packed;
  }

  static uint64_t unpack(uint64_t packed) {
    uint64_t cells = 0;
    for (int row = 0; row < kRows; row++) {
      cells |= ((packed >> (row * kColumns)) & kBottom) << (row * 8);
    }
    return cells;
  }
};

static_assert(Rules<ConnectFour>);

}  // namespace alphazero
