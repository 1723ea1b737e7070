#pragma once

#include <memory>

#include "games/perft.h"
#include "search/group_search.h"

namespace alphazero {

/// Rules as values: what the C interface needs to know of a game.
struct GameEntry {
  std::string_view name;
  int actions;
  int plane_bytes;
  std::unique_ptr<GroupSearch> (*search)(const Settings&, int games, int max_simulations, Shared);
  Perft (*perft)(const uint8_t* planes, int player, int depth);
};

template <Rules R>
GameEntry entry_of() {
  return {
      R::name, R::actions, R::plane_bytes,
      [](const Settings& settings, int games, int max_simulations,
         Shared shared) -> std::unique_ptr<GroupSearch> {
        if (settings.gumbel != 0) {
          return std::make_unique<GroupSearchOf<R, true>>(settings, games, max_simulations, shared);
        }
        return std::make_unique<GroupSearchOf<R, false>>(settings, games, max_simulations, shared);
      },
      [](const uint8_t* planes, int player, int depth) {
        return Perft::of<R>(R::decode(planes, player), depth);
      }};
}

// Each is in a file of its own, compiled with the search for its rules.
GameEntry tic_tac_toe();
GameEntry connect_four();
GameEntry othello_6();
GameEntry othello_8();
GameEntry togyzqumalaq();

}  // namespace alphazero
