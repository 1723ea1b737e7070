#include "abi.h"

#include <new>

#include "games/catalogue.h"

static_assert(sizeof(alphazero_search_settings) == 40);
static_assert(sizeof(alphazero_search_game) == 12);
static_assert(sizeof(alphazero_search_failure) == 8);
static_assert(sizeof(alphazero_search_root) == 16);

namespace {

using alphazero::GameEntry;
using alphazero::GroupSearch;

constexpr GameEntry (*kGames[])() = {alphazero::tic_tac_toe, alphazero::connect_four,
                                     alphazero::othello_6, alphazero::othello_8,
                                     alphazero::togyzqumalaq};

GroupSearch& group(alphazero_search* search) { return *reinterpret_cast<GroupSearch*>(search); }

/// Returns what a call returns, or OUT_OF_MEMORY: nothing else is thrown.
template <class Call>
int32_t guarded(Call call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return ALPHAZERO_SEARCH_OUT_OF_MEMORY;
  }
}

}  // namespace

extern "C" {

int32_t alphazero_search_rules(const char* name, int32_t actions, int32_t plane_bytes) {
  int32_t number = 0;
  for (auto game : kGames) {
    GameEntry entry = game();
    if (entry.name == name && entry.actions == actions && entry.plane_bytes == plane_bytes) {
      return number;
    }
    number++;
  }
  return alphazero::kNone;
}

alphazero_search* alphazero_search_create(int32_t rules, const alphazero_search_settings* settings,
                                          int32_t games, int32_t max_simulations,
                                          alphazero_search_game* status,
                                          alphazero_search_failure* failure) {
  try {
    auto search = kGames[rules]().search(*settings, games, max_simulations, {status, failure});
    return reinterpret_cast<alphazero_search*>(search.release());
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void alphazero_search_destroy(alphazero_search* search) { delete &group(search); }

int32_t alphazero_search_reset(alphazero_search* search, int32_t game, const uint8_t* planes,
                               int32_t player) {
  group(search).reset(game, planes, player);
  return ALPHAZERO_SEARCH_OK;
}

int32_t alphazero_search_begin(alphazero_search* search, int32_t game, int32_t simulations,
                               const float* noise) {
  return guarded([&] {
    group(search).begin(game, simulations, noise);
    return ALPHAZERO_SEARCH_OK;
  });
}

int32_t alphazero_search_play(alphazero_search* search, int32_t game, int32_t action) {
  return group(search).play(game, action);
}

int32_t alphazero_search_select(alphazero_search* search, uint8_t* planes, int32_t size,
                                int32_t capacity) {
  return guarded([&] { return group(search).select(planes, size, capacity); });
}

int32_t alphazero_search_back_up(alphazero_search* search, const float* policy_logits,
                                 const float* values) {
  return group(search).back_up(policy_logits, values);
}

int32_t alphazero_search_read_root(alphazero_search* search, int32_t game,
                                   alphazero_search_root* root) {
  return group(search).read_root(game, root) ? 1 : 0;
}

void alphazero_search_perft(int32_t rules, const uint8_t* planes, int32_t player, int32_t depth,
                            int64_t counts[2]) {
  alphazero::Perft perft = kGames[rules]().perft(planes, player, depth);
  counts[0] = perft.full;
  counts[1] = perft.ended_earlier;
}

}  // extern "C"
