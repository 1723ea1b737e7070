#pragma once

#include "games/rules.h"

namespace alphazero {

/// Othello on n x n cells; cell `row * n + column` is its bit. To pass is action n².
template <int n>
struct Othello {
  struct State {
    uint64_t mine;
    uint64_t theirs;
    /// Where the player to move may place a disc.
    uint64_t placements;
    int32_t player;
    bool over;
  };

  static constexpr std::string_view name = "othello";
  static constexpr int cells = n * n;
  static constexpr int actions = cells + 1;
  static constexpr int plane_bytes = 3 * ((cells + 7) / 8);
  static constexpr int max_legal_actions = cells - 4;

  static State start() {
    constexpr int centre = (n / 2 - 1) * (n + 1);
    constexpr uint64_t white = uint64_t{1} << centre | uint64_t{1} << (centre + n + 1);
    constexpr uint64_t black = uint64_t{1} << (centre + 1) | uint64_t{1} << (centre + n);
    return looking_ahead(black, white, 0);
  }

  static int player(const State& s) { return s.player; }

  static int legal(const State& s, uint8_t* out) {
    if (s.placements == 0 && !s.over) {
      out[0] = cells;
      return 1;
    }
    return write_bits(s.placements, out);
  }

  static State play(const State& s, int action) {
    uint64_t placed = s.mine;
    uint64_t left = s.theirs;
    if (action != cells) {
      uint64_t disc = uint64_t{1} << action;
      uint64_t flipped = flips(s, disc);
      placed |= disc | flipped;
      left ^= flipped;
    }
    return looking_ahead(left, placed, s.player ^ 1);
  }

  static int outcome(const State& s) {
    int mine = __builtin_popcountll(s.mine);
    int theirs = __builtin_popcountll(s.theirs);
    int lead = (mine > theirs) - (mine < theirs);
    return s.player == 0 ? lead : -lead;
  }

  static void encode(const State& s, uint8_t* out) {
    write_bytes<kPlane>(s.mine, out);
    write_bytes<kPlane>(s.theirs, out + kPlane);
    write_bytes<kPlane>(s.placements, out + 2 * kPlane);
  }

  static State decode(const uint8_t* in, int player) {
    return looking_ahead(read_bytes<kPlane>(in), read_bytes<kPlane>(in + kPlane), player);
  }

 private:
  static constexpr int kPlane = plane_bytes / 3;
  static constexpr uint64_t kBoard = ~uint64_t{0} >> (64 - cells);

  /// Cells from which a step sideways or diagonally stays on the board.
  static constexpr uint64_t kInner = [] {
    uint64_t columns = 0;
    for (int row = 0; row < n; row++) {
      columns |= ((uint64_t{1} << (n - 2)) - 1) << (row * n + 1);
    }
    return columns;
  }();

  static State looking_ahead(uint64_t mine, uint64_t theirs, int player) {
    uint64_t own = placements(mine, theirs);
    return {mine, theirs, own, player, own == 0 && placements(theirs, mine) == 0};
  }

  /// Returns the empty cells from which a line of `other` discs leads to an `own` one.
  static uint64_t placements(uint64_t own, uint64_t other) {
    uint64_t open = other & kInner;
    uint64_t reached = beyond_lines<1>(own, open) | beyond_lines<n>(own, other) |
                       beyond_lines<n - 1>(own, open) | beyond_lines<n + 1>(own, open);
    return reached & kBoard & ~(own | other);
  }

  template <int step>
  static uint64_t beyond_lines(uint64_t own, uint64_t other) {
    return (line_up<step>(own, other) << step) | (line_down<step>(own, other) >> step);
  }

  /// Returns the discs that change hands when the player to move places one.
  static uint64_t flips(const State& s, uint64_t disc) {
    uint64_t open = s.theirs & kInner;
    return flips<1>(s.mine, disc, open) | flips<n>(s.mine, disc, s.theirs) |
           flips<n - 1>(s.mine, disc, open) | flips<n + 1>(s.mine, disc, open);
  }

  template <int step>
  static uint64_t flips(uint64_t mine, uint64_t disc, uint64_t other) {
    uint64_t up = line_up<step>(disc, other);
    uint64_t down = line_down<step>(disc, other);
    return ((up << step & mine) != 0 ? up : 0) | ((down >> step & mine) != 0 ? down : 0);
  }

  /// Returns the `other` discs in lines that start beside `from`, at most n - 2 of them.
  template <int step>
  static uint64_t line_up(uint64_t from, uint64_t other) {
    uint64_t line = other & from << step;
    for (int i = 0; i < n - 3; i++) {
      line |= other & line << step;
    }
    return line;
  }

  template <int step>
  static uint64_t line_down(uint64_t from, uint64_t other) {
    uint64_t line = other & from >> step;
    for (int i = 0; i < n - 3; i++) {
      line |= other & line >> step;
    }
    return line;
  }
};

static_assert(Rules<Othello<6>>);
static_assert(Rules<Othello<8>>);

}  // namespace alphazero
