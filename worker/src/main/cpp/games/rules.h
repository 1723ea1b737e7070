#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace alphazero {

/// Actions and edges are numbers of 16 bits at most.
inline constexpr int kMostActions = 1 << 16;

/// An action of a game: of one byte where that is enough, since nodes hold one for each edge.
template <class R>
using Action = std::conditional_t<(R::actions <= 256), uint8_t, uint16_t>;

/// Rules of a game, as static functions, so that a search inlines them. They are those of the Java
/// class of the same name, and so are the packed planes.
///
/// | function | what |
/// |---|---|
/// | `start` | the position at the start |
/// | `player` | who is to move, 0 or 1 |
/// | `legal` | writes the legal actions in ascending order; returns k, 0 exactly when it is over |
/// | `play` | the position after a legal action |
/// | `outcome` | of a finished game for player 0: 1, 0 or -1 |
/// | `encode` | packs the position, from the view of the player to move |
/// | `decode` | the position that was packed, given the player to move |
template <class R>
concept Rules = requires(const typename R::State& state, uint8_t* out, Action<R>* legal, const uint8_t* in,
                         int number) {
  requires std::is_trivially_copyable_v<typename R::State>;
  requires R::actions >= 1 && R::actions <= kMostActions;
  requires R::max_legal_actions >= 1 && R::max_legal_actions <= R::actions;
  { R::name } -> std::convertible_to<std::string_view>;
  { R::actions } -> std::convertible_to<int>;
  { R::plane_bytes } -> std::convertible_to<int>;
  { R::max_legal_actions } -> std::convertible_to<int>;
  { R::start() } -> std::same_as<typename R::State>;
  { R::player(state) } -> std::same_as<int>;
  { R::legal(state, legal) } -> std::same_as<int>;
  { R::play(state, number) } -> std::same_as<typename R::State>;
  { R::outcome(state) } -> std::same_as<int>;
  { R::encode(state, out) } -> std::same_as<void>;
  { R::decode(in, number) } -> std::same_as<typename R::State>;
};

/// Writes the numbers of the set bits in ascending order and returns how many there are.
///
/// @param first number of the lowest bit
template <class Number>
int write_bits(uint64_t bits, Number* out, int first = 0) {
  int k = 0;
  for (; bits != 0; bits &= bits - 1) {
    out[k++] = static_cast<Number>(first + __builtin_ctzll(bits));
  }
  return k;
}

/// Writes the lowest bytes of a number, the lowest first.
template <int bytes>
void write_bytes(uint64_t number, uint8_t* out) {
  for (int i = 0; i < bytes; i++) {
    out[i] = static_cast<uint8_t>(number >> (8 * i));
  }
}

template <int bytes>
uint64_t read_bytes(const uint8_t* in) {
  uint64_t number = 0;
  for (int i = 0; i < bytes; i++) {
    number |= static_cast<uint64_t>(in[i]) << (8 * i);
  }
  return number;
}

}  // namespace alphazero
