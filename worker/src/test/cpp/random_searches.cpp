// Plays random games with random searches in every game, through the C interface alone, for the
// sanitizers to watch: all algorithms and settings, reuse of trees, ends of games, evaluations that
// are none, searches that are dropped half done. Prints how many searches it made.
//
// random_searches GAMES SEED

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

#include "abi.h"
#include "games/connect_four.h"
#include "games/othello.h"
#include "games/tic_tac_toe.h"
#include "games/togyzqumalaq.h"

namespace {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }

  int below(int bound) { return static_cast<int>((next() >> 33) % static_cast<uint64_t>(bound)); }

  /// In [-1, 1).
  float signed_unit() { return static_cast<float>(static_cast<int64_t>(next()) >> 40) * 0x1p-23f; }

 private:
  uint64_t state_;
};

void require(bool holds, const char* rule) {
  if (!holds) {
    std::fprintf(stderr, "broken: %s\n", rule);
    std::abort();
  }
}

alphazero_search_settings random_settings(Random& random) {
  return {.gumbel = random.below(2),
          .c_puct = 1.25f,
          .c_puct_base = random.below(2) == 0 ? 0.0f : 19652.0f,
          .fpu_reduction = 0.25f,
          .root_noise_fraction = 0.25f,
          .forced_playouts = random.below(2) == 0 ? 0.0f : 2.0f,
          .considered_actions = 1 + random.below(16),
          .gumbel_visit_offset = 50,
          .gumbel_scale = 1,
          .min_max = random.below(2)};
}

/// A group of games of one search, and the batch between them.
template <alphazero::Rules R>
class Group {
 public:
  Group(Random& random, int games, int max_simulations)
      : random_(random),
        games_(games),
        max_simulations_(max_simulations),
        settings_(random_settings(random)),
        status_(static_cast<size_t>(games)),
        planes_(static_cast<size_t>(games * R::plane_bytes)),
        logits_(static_cast<size_t>(games * R::actions)),
        values_(static_cast<size_t>(games)),
        root_(4 + 6 * static_cast<size_t>(R::max_legal_actions)) {
    int32_t rules = alphazero_search_rules(R::name.data(), R::actions, R::plane_bytes);
    require(rules >= 0, "the library knows the game");
    search_ = alphazero_search_create(rules, &settings_, games, max_simulations, status_.data(), &failure_);
    require(search_ != nullptr, "there is memory");
    for (int g = 0; g < games; g++) {
      reset(g, R::start());
    }
  }

  ~Group() { alphazero_search_destroy(search_); }
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  /// Plays all games to their ends.
  ///
  /// @return the searches made
  long play() {
    long searches = 0;
    while (true) {
      int begun = 0;
      for (int g = 0; g < games_; g++) {
        begun += begin(g);
      }
      if (begun == 0) {
        return searches;
      }
      searches += begun;
      search();
      for (int g = 0; g < games_; g++) {
        if (status(g).legal_actions > 0) {
          move(g);
        }
      }
    }
  }

 private:
  alphazero_search_game& status(int game) { return status_[static_cast<size_t>(game)]; }

  void reset(int game, const typename R::State& state) {
    uint8_t planes[R::plane_bytes];
    R::encode(state, planes);
    alphazero_search_reset(search_, game, planes, R::player(state));
  }

  int begin(int game) {
    int k = status(game).legal_actions;
    if (k == 0) {
      return 0;
    }
    std::vector<float> noise(static_cast<size_t>(k));
    for (float& x : noise) {
      x = (random_.signed_unit() + 1) / static_cast<float>(k);
    }
    bool noisy = random_.below(3) > 0;
    simulations_ = 1 + random_.below(max_simulations_);
    require(alphazero_search_begin(search_, game, simulations_, noisy ? noise.data() : nullptr) ==
                ALPHAZERO_SEARCH_OK,
            "a search begins");
    return 1;
  }

  /// Searches until all games are done; now and then an evaluation is none.
  void search() {
    while (true) {
      int32_t leaves = alphazero_search_select(search_, planes_.data(), 0, games_);
      require(leaves >= 0, "walks end in leaves");
      if (leaves == 0) {
        return;
      }
      evaluate(leaves);
      if (random_.below(2000) == 0) {
        fail();
        return;
      }
      require(alphazero_search_back_up(search_, logits_.data(), values_.data()) == ALPHAZERO_SEARCH_OK,
              "leaves are backed up");
    }
  }

  void evaluate(int leaves) {
    for (int i = 0; i < leaves * R::actions; i++) {
      logits_[static_cast<size_t>(i)] = 3 * random_.signed_unit();
    }
    for (int i = 0; i < leaves; i++) {
      values_[static_cast<size_t>(i)] = random_.signed_unit();
    }
  }

  /// Gives an evaluation that is none, after which games start anew.
  void fail() {
    bool bad_value = random_.below(2) == 0;
    if (bad_value) {
      values_[0] = random_.below(2) == 0 ? 1.5f : std::numeric_limits<float>::quiet_NaN();
    } else {
      for (int a = 0; a < R::actions; a++) {
        logits_[static_cast<size_t>(a)] = std::numeric_limits<float>::infinity();
      }
    }
    require(alphazero_search_back_up(search_, logits_.data(), values_.data()) ==
                (bad_value ? ALPHAZERO_SEARCH_BAD_VALUE : ALPHAZERO_SEARCH_BAD_LOGITS),
            "what is no number is refused");
    for (int g = 0; g < games_; g++) {
      if (status(g).legal_actions > 0) {
        reset(g, R::start());
      }
    }
  }

  void move(int game) {
    auto* root = reinterpret_cast<alphazero_search_root*>(root_.data());
    if (alphazero_search_read_root(search_, game, root) == 0) {
      return;  // the game was reset
    }
    require(root->size == status(game).legal_actions, "the root has an edge for each legal action");
    const int32_t* actions = root_.data() + 4;
    const int32_t* visits = actions + R::max_legal_actions;
    int32_t sum = 0;
    for (int i = 0; i < root->size; i++) {
      sum += visits[i];
    }
    require(sum > 0, "a search visits");
    require(alphazero_search_play(search_, game, R::actions) == ALPHAZERO_SEARCH_ILLEGAL_ACTION,
            "an action that is none is refused");
    require(alphazero_search_play(search_, game, actions[random_.below(root->size)]) ==
                ALPHAZERO_SEARCH_OK,
            "a legal action is played");
  }

  Random& random_;
  int games_;
  int max_simulations_;
  int simulations_ = 0;
  alphazero_search_settings settings_;
  std::vector<alphazero_search_game> status_;
  alphazero_search_failure failure_{};
  std::vector<uint8_t> planes_;
  std::vector<float> logits_;
  std::vector<float> values_;
  std::vector<int32_t> root_;
  alphazero_search* search_;
};

template <alphazero::Rules R>
long searches(Random& random, int groups) {
  long made = 0;
  for (int i = 0; i < groups; i++) {
    made += Group<R>(random, 1 + random.below(6), 1 + random.below(i % 20 == 0 ? 400 : 40)).play();
  }
  return made;
}

}  // namespace

int main(int count, char** arguments) {
  require(count == 3, "usage: random_searches GAMES SEED");
  int groups = std::atoi(arguments[1]);
  Random random(std::strtoull(arguments[2], nullptr, 10));
  long made = searches<alphazero::TicTacToe>(random, 4 * groups) +
              searches<alphazero::ConnectFour>(random, groups) +
              searches<alphazero::Othello<6>>(random, groups) +
              searches<alphazero::Othello<8>>(random, groups) +
              searches<alphazero::Togyzqumalaq>(random, groups);
  std::printf("%ld searches\n", made);
  return 0;
}
