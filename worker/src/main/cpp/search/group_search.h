#pragma once

#include <memory>
#include <vector>

#include "search/game_search.h"

namespace alphazero {

/// The search of a group of games, whatever its rules; see `abi.h` for what the functions do.
class GroupSearch {
 public:
  virtual ~GroupSearch() = default;
  virtual void reset(int game, const uint8_t* planes, int player) = 0;
  virtual void begin(int game, int simulations, const float* noise) = 0;
  virtual int32_t play(int game, int action) = 0;
  virtual int32_t select(uint8_t* planes, int32_t size, int32_t capacity) = 0;
  virtual int32_t back_up(const float* policy_logits, const float* values) = 0;
  virtual bool read_root(int game, alphazero_search_root* root) = 0;
};

/// What both sides see of a search; Java owns the memory.
struct Shared {
  alphazero_search_game* games;
  alphazero_search_failure* failure;

  int32_t fail(int game, float number, int32_t code) const {
    *failure = {game, number};
    return code;
  }
};

template <Rules R, bool gumbel>
class GroupSearchOf final : public GroupSearch {
 public:
  GroupSearchOf(const Settings& settings, int games, int max_simulations, Shared shared)
      : settings_(settings), puct_(settings_), shared_(shared) {
    for (int g = 0; g < games; g++) {
      games_.push_back(std::make_unique<GameSearch<R, gumbel>>(settings_, puct_, max_simulations));
      shared_.games[g] = {.remaining = 0, .leaf = kNone, .legal_actions = 0};
    }
  }

  void reset(int game, const uint8_t* planes, int player) override {
    int k = search(game).reset(R::decode(planes, player));
    shared_.games[game] = {.remaining = 0, .leaf = kNone, .legal_actions = k};
  }

  void begin(int game, int simulations, const float* noise) override {
    search(game).begin(simulations, noise);
    shared_.games[game].remaining = simulations;
  }

  int32_t play(int game, int action) override {
    if (!search(game).is_legal(action)) {
      return ALPHAZERO_SEARCH_ILLEGAL_ACTION;
    }
    int k = search(game).play(action);
    shared_.games[game] = {.remaining = 0, .leaf = kNone, .legal_actions = k};
    return ALPHAZERO_SEARCH_OK;
  }

  int32_t select(uint8_t* planes, int32_t size, int32_t capacity) override {
    int32_t leaves = size;
    for (int g = 0; g < static_cast<int>(games_.size()); g++) {
      while (shared_.games[g].remaining > 0) {
        Walk end = search(g).walk();
        if (end == Walk::kBadLogits) {
          return shared_.fail(g, search(g).bad_logit(), ALPHAZERO_SEARCH_BAD_LOGITS);
        }
        if (end == Walk::kLeaf) {
          if (leaves == capacity) {
            return ALPHAZERO_SEARCH_BATCH_FULL;
          }
          search(g).encode(planes + static_cast<ptrdiff_t>(leaves) * R::plane_bytes);
          shared_.games[g].leaf = leaves++;
          break;
        }
        shared_.games[g].remaining--;
      }
    }
    return leaves;
  }

  int32_t back_up(const float* policy_logits, const float* values) override {
    for (int g = 0; g < static_cast<int>(games_.size()); g++) {
      alphazero_search_game& game = shared_.games[g];
      if (game.leaf == kNone) {
        continue;
      }
      float value = values[game.leaf];
      if (!(value >= -1 && value <= 1)) {
        return shared_.fail(g, value, ALPHAZERO_SEARCH_BAD_VALUE);
      }
      const float* logits = policy_logits + static_cast<ptrdiff_t>(game.leaf) * R::actions;
      game.leaf = kNone;
      if (!search(g).back_up(logits, value)) {
        return shared_.fail(g, search(g).bad_logit(), ALPHAZERO_SEARCH_BAD_LOGITS);
      }
      if (!search(g).waits_for_root()) {
        game.remaining--;
      }
      if (!gumbel && games_.size() > 1 && game.remaining > 0) {
        search(g).descend();  // before other games push its nodes out of the cache
      }
    }
    return ALPHAZERO_SEARCH_OK;
  }

  bool read_root(int game, alphazero_search_root* root) override {
    if (!search(game).is_evaluated()) {
      return false;
    }
    search(game).read_root(root);
    return true;
  }

 private:
  GameSearch<R, gumbel>& search(int game) { return *games_[static_cast<size_t>(game)]; }

  const Settings settings_;
  Puct puct_;
  Shared shared_;
  std::vector<std::unique_ptr<GameSearch<R, gumbel>>> games_;
};

}  // namespace alphazero
