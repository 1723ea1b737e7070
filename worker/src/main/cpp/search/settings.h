#pragma once

#include "abi.h"

namespace alphazero {

using Settings = alphazero_search_settings;

/// As an index or a child: there is none, or it has not been walked.
inline constexpr int32_t kNone = -1;

}  // namespace alphazero
