#pragma once

#include "games/rules.h"

namespace alphazero {

/// A pit is numbered 0 to 17 in the direction of sowing: 0 to 8 are the first player's, 9 to 17 the
/// second's.
struct Togyzqumalaq {
  /// Pits and kazans hold 162 stones together.
  struct State {
    uint8_t pits[18];
    /// Stones won, by player.
    uint8_t kazans[2];
    /// The pit that is the player's tuzdyk, or `kNone`; by player.
    int8_t tuzdyks[2];
    uint8_t player;
    bool over;
  };

  static constexpr std::string_view name = "togyzqumalaq";
  static constexpr int actions = 9;
  static constexpr int plane_bytes = 33;
  static constexpr int max_legal_actions = 9;

  static State start() {
    State s{};
    for (uint8_t& pit : s.pits) {
      pit = kRow;
    }
    s.tuzdyks[0] = s.tuzdyks[1] = kNone;
    return s;
  }

  static int player(const State& s) { return s.player; }

  static int legal(const State& s, uint8_t* out) {
    if (s.over) {
      return 0;
    }
    int first = first_pit(s.player);
    int k = 0;
    for (int i = 0; i < kRow; i++) {
      if (s.pits[first + i] != 0) {
        out[k++] = static_cast<uint8_t>(i);
      }
    }
    return k;
  }

  static State play(const State& before, int action) {
    State s = before;
    int last = sow(s, first_pit(s.player) + action);
    int first = first_pit(1 - s.player);
    if (last >= first && last < first + kRow && last != s.tuzdyks[s.player]) {
      capture(s, last);
    }
    collect(s, 0);
    collect(s, 1);
    s.player ^= 1;
    s.over = is_end(s);
    return s;
  }

  static int outcome(const State& s) {
    int stones = s.kazans[0] + row(s, 0);
    return (stones > kHalf) - (stones < kHalf);
  }

  static void encode(const State& s, uint8_t* out) {
    int own = first_pit(s.player);
    int their = first_pit(1 - s.player);
    for (int i = 0; i < kRow; i++) {
      out[i] = s.pits[own + i];
      out[9 + i] = s.pits[their + i];
      out[24 + i] = static_cast<uint8_t>(captured(s, own + i));
    }
    write_bytes<2>(tuzdyk_bits(s.tuzdyks[s.player]), out + 18);
    write_bytes<2>(tuzdyk_bits(s.tuzdyks[1 - s.player]), out + 20);
    out[22] = s.kazans[s.player];
    out[23] = s.kazans[1 - s.player];
  }

  static State decode(const uint8_t* in, int player) {
    State s{};
    int own = first_pit(player);
    int their = first_pit(1 - player);
    for (int i = 0; i < kRow; i++) {
      s.pits[own + i] = in[i];
      s.pits[their + i] = in[9 + i];
    }
    s.tuzdyks[player] = tuzdyk(read_bytes<2>(in + 18), their);
    s.tuzdyks[1 - player] = tuzdyk(read_bytes<2>(in + 20), own);
    s.kazans[player] = in[22];
    s.kazans[1 - player] = in[23];
    s.player = static_cast<uint8_t>(player);
    s.over = is_end(s);
    return s;
  }

 private:
  static constexpr int kRow = 9;
  static constexpr int kPits = 2 * kRow;
  static constexpr int kHalf = 81;
  static constexpr int8_t kNone = -1;

  static int first_pit(int owner) { return owner * kRow; }

  /// Sows the stones of a pit, one a pit, the first of several into the pit itself.
  ///
  /// @return the pit of the last stone
  static int sow(State& s, int from) {
    int stones = s.pits[from];
    s.pits[from] = 0;
    int pit = stones == 1 ? next(from) : from;
    while (true) {
      s.pits[pit]++;
      if (--stones == 0) {
        return pit;
      }
      pit = next(pit);
    }
  }

  static int next(int pit) { return pit == kPits - 1 ? 0 : pit + 1; }

  /// Takes what the last stone wins in an opponent's pit that is no tuzdyk.
  static void capture(State& s, int last) {
    uint8_t stones = s.pits[last];
    if (stones % 2 == 0) {
      s.pits[last] = 0;
      s.kazans[s.player] = static_cast<uint8_t>(s.kazans[s.player] + stones);
    } else if (stones == 3 && may_become_tuzdyk(s, last)) {
      s.tuzdyks[s.player] = static_cast<int8_t>(last);
    }
  }

  /// The first tuzdyk, not a ninth pit, not opposite the opponent's.
  static bool may_become_tuzdyk(const State& s, int pit) {
    int8_t others = s.tuzdyks[1 - s.player];
    return s.tuzdyks[s.player] == kNone && pit % kRow != kRow - 1 &&
           (others == kNone || others % kRow != pit % kRow);
  }

  static void collect(State& s, int owner) {
    int tuzdyk = s.tuzdyks[owner];
    if (tuzdyk != kNone) {
      s.kazans[owner] = static_cast<uint8_t>(s.kazans[owner] + s.pits[tuzdyk]);
      s.pits[tuzdyk] = 0;
    }
  }

  static bool is_end(const State& s) {
    return s.kazans[0] > kHalf || s.kazans[1] > kHalf || row(s, s.player) == 0;
  }

  static int row(const State& s, int owner) {
    int stones = 0;
    for (int i = 0; i < kRow; i++) {
      stones += s.pits[first_pit(owner) + i];
    }
    return stones;
  }

  /// Returns the stones that the last stone of a pit's move captures, 3 for a tuzdyk.
  static int captured(const State& s, int from) {
    int stones = s.pits[from];
    if (stones == 0) {
      return 0;
    }
    int steps = stones == 1 ? 1 : stones - 1;
    int last = (from + steps) % kPits;
    if (last / kRow == s.player || last == s.tuzdyks[s.player]) {
      return 0;
    }
    int count = s.pits[last] + 1 + steps / kPits;
    return count % 2 == 0 || (count == 3 && may_become_tuzdyk(s, last)) ? count : 0;
  }

  static uint64_t tuzdyk_bits(int tuzdyk) {
    return tuzdyk == kNone ? 0 : uint64_t{1} << (tuzdyk % kRow);
  }

  /// @param first the first pit of the row that the bits are about
  static int8_t tuzdyk(uint64_t bits, int first) {
    return bits == 0 ? kNone : static_cast<int8_t>(first + __builtin_ctzll(bits));
  }
};

static_assert(Rules<Togyzqumalaq>);

}  // namespace alphazero
