#include "abi.h"

// Compiled for any processor of the architecture, unlike the rest of the library.

extern "C" int32_t alphazero_search_runs_here(void) {
#if defined(__x86_64__)
  // x86-64-v3, but for what each processor with AVX2 has.
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("popcnt");
#else
  return 1;
#endif
}

extern "C" int32_t alphazero_search_abi_version(void) { return ALPHAZERO_SEARCH_ABI_VERSION; }
