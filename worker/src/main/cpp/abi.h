#pragma once

#include <stdint.h>

/// The C interface of the library, called from Java through `java.lang.foreign`. Version 1.
///
/// A group of games is searched together, with one call per half of a batch step: `select` and
/// `back_up`. Positions cross the boundary at `reset` only, as packed planes and the player to
/// move: the planes of these games hold all that decides how a game goes on.
///
/// Arguments are checked by the caller, except where a function says what it answers. A search is
/// used by one thread at a time. Nothing is thrown across the boundary.
#ifdef __cplusplus
extern "C" {
#endif

#define ALPHAZERO_EXPORT __attribute__((visibility("default")))

enum { ALPHAZERO_SEARCH_ABI_VERSION = 1 };

/// What a call answers that can fail; what is not negative is a result.
enum {
  ALPHAZERO_SEARCH_OK = 0,
  ALPHAZERO_SEARCH_ILLEGAL_ACTION = -1,
  ALPHAZERO_SEARCH_BATCH_FULL = -2,
  /// A value is not in [-1, 1]; `alphazero_search_failure` says which.
  ALPHAZERO_SEARCH_BAD_VALUE = -3,
  /// Logits are not finite; `alphazero_search_failure` has the largest.
  ALPHAZERO_SEARCH_BAD_LOGITS = -4,
  ALPHAZERO_SEARCH_OUT_OF_MEMORY = -5,
};

/// `SearchSettings` of Java, 40 bytes.
typedef struct {
  int32_t gumbel;  // 0: PUCT, 1: Gumbel
  float c_puct;
  float c_puct_base;
  float fpu_reduction;
  float root_noise_fraction;
  float forced_playouts;
  int32_t considered_actions;
  float gumbel_visit_offset;
  float gumbel_scale;
  int32_t min_max;  // Q transform; 0: UNIT, 1: MIN_MAX
} alphazero_search_settings;

/// What both sides see of a game, 12 bytes; written by the library.
typedef struct {
  int32_t remaining;      // simulations left to do
  int32_t leaf;           // index in the batch of the leaf that waits for its evaluation, or -1
  int32_t legal_actions;  // k of the root, 0 when the game is over
} alphazero_search_game;

/// The game and the number that a failed call complains about, 8 bytes; written by the library.
typedef struct {
  int32_t game;
  float number;
} alphazero_search_failure;

/// What a search knows of a root, 16 bytes before the arrays. Each array has one entry per legal
/// action and begins `max_legal_actions` entries after the one before it, in this order: actions
/// (int32), visits (int32), value sums, logits, priors, noise (floats).
typedef struct {
  int32_t size;
  int32_t noisy;
  float raw_value;
  int32_t max_legal_actions;
} alphazero_search_root;

typedef struct alphazero_search alphazero_search;

ALPHAZERO_EXPORT int32_t alphazero_search_abi_version(void);

/// Returns whether this processor has the instructions that the library was compiled for. Must be
/// asked before any other function but the version is called.
ALPHAZERO_EXPORT int32_t alphazero_search_runs_here(void);

/// Returns the number of the rules with this name, or -1. Games of one name differ in their actions.
ALPHAZERO_EXPORT int32_t alphazero_search_rules(const char* name, int32_t actions, int32_t plane_bytes);

/// Returns a search, or null when there is no memory for it.
///
/// @param games of the group
/// @param status `[games]`, outlives the search
/// @param failure outlives the search
ALPHAZERO_EXPORT alphazero_search* alphazero_search_create(int32_t rules,
                                                           const alphazero_search_settings* settings,
                                                           int32_t games, int32_t max_simulations,
                                                           alphazero_search_game* status,
                                                           alphazero_search_failure* failure);

ALPHAZERO_EXPORT void alphazero_search_destroy(alphazero_search* search);

/// Puts the root of a game at a position that is not over.
ALPHAZERO_EXPORT int32_t alphazero_search_reset(alphazero_search* search, int32_t game,
                                                const uint8_t* planes, int32_t player);

/// Begins a search.
///
/// @param noise one number per legal action of the root, or null
ALPHAZERO_EXPORT int32_t alphazero_search_begin(alphazero_search* search, int32_t game,
                                                int32_t simulations, const float* noise);

/// Plays an action at the root of a game.
///
/// @return OK or ILLEGAL_ACTION, which changes nothing
ALPHAZERO_EXPORT int32_t alphazero_search_play(alphazero_search* search, int32_t game, int32_t action);

/// Walks each game that is not done to its next leaf and writes that leaf's planes.
///
/// @param planes `[capacity, plane_bytes]`
/// @param size leaves that the batch holds already
/// @return the leaves that it holds now, or BATCH_FULL, BAD_LOGITS, OUT_OF_MEMORY
ALPHAZERO_EXPORT int32_t alphazero_search_select(alphazero_search* search, uint8_t* planes,
                                                 int32_t size, int32_t capacity);

/// Expands and backs up the leaves of the last `select`.
///
/// @param policy_logits `[capacity, A]`
/// @param values `[capacity]`
/// @return OK, BAD_VALUE or BAD_LOGITS
ALPHAZERO_EXPORT int32_t alphazero_search_back_up(alphazero_search* search,
                                                  const float* policy_logits, const float* values);

/// Reads the root of a game.
///
/// @param root with room for the arrays
/// @return 1, or 0 when it has not been evaluated
ALPHAZERO_EXPORT int32_t alphazero_search_read_root(alphazero_search* search, int32_t game,
                                                    alphazero_search_root* root);

/// Counts the leaves of a game's tree, for tests: as `Perft` of Java.
///
/// @param depth at least 1
/// @param counts receives the full sequences and those that ended earlier
ALPHAZERO_EXPORT void alphazero_search_perft(int32_t rules, const uint8_t* planes, int32_t player,
                                             int32_t depth, int64_t counts[2]);

#ifdef __cplusplus
}
#endif
