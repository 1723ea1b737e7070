#pragma once

#include <cstdint>
#include <limits>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace alphazero {

/// The edges of a node are computed eight at a time, in groups. Arrays over edges are aligned to 32
/// bytes and whole groups long; the entries behind the last edge are called padding.
inline constexpr int kLanes = 8;

// Operations go lane by lane and round as those of single floats do: IEEE 754, nothing fused.
typedef float Floats __attribute__((vector_size(32), may_alias));
typedef int32_t Ints __attribute__((vector_size(32), may_alias));

constexpr int groups_of(int k) { return (k + kLanes - 1) / kLanes; }

inline Floats& floats(float* at) { return *reinterpret_cast<Floats*>(at); }
inline const Floats& floats(const float* at) { return *reinterpret_cast<const Floats*>(at); }
inline Ints& ints(int32_t* at) { return *reinterpret_cast<Ints*>(at); }
inline const Ints& ints(const int32_t* at) { return *reinterpret_cast<const Ints*>(at); }

inline Floats all(float x) { return Floats{} + x; }
inline Ints all(int32_t x) { return Ints{} + x; }

/// Integers become the nearest floats.
inline Floats to_floats(Ints n) { return __builtin_convertvector(n, Floats); }

inline constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Returns the lanes of a comparison's result that hold, lane i as bit i.
inline uint32_t bits(Ints mask) {
#if defined(__AVX2__)
  return static_cast<uint32_t>(_mm256_movemask_ps(reinterpret_cast<__m256>(mask)));
#else
  uint32_t bits = 0;
  for (int i = 0; i < kLanes; i++) {
    bits |= static_cast<uint32_t>(mask[i] & 1) << i;
  }
  return bits;
#endif
}

/// Returns the largest lane in all lanes. None is NaN.
inline Floats largest(Floats x) {
#if defined(__AVX2__)
  __m256 a = reinterpret_cast<__m256>(x);
  a = _mm256_max_ps(a, _mm256_permute2f128_ps(a, a, 1));
  a = _mm256_max_ps(a, _mm256_permute_ps(a, 0b01'00'11'10));
  a = _mm256_max_ps(a, _mm256_permute_ps(a, 0b10'11'00'01));
  return reinterpret_cast<Floats>(a);
#else
  float max = x[0];
  for (int i = 1; i < kLanes; i++) {
    max = x[i] > max ? x[i] : max;
  }
  return all(max);
#endif
}

/// Returns the largest lane.
inline int32_t largest(Ints n) {
  int32_t max = n[0];
  for (int i = 1; i < kLanes; i++) {
    max = n[i] > max ? n[i] : max;
  }
  return max;
}

/// Finds the highest of the scores of a node's edges, given eight by eight from the first to the last;
/// the lowest index on ties. NaN never wins.
template <int max_groups>
class Argmax {
 public:
  void add(int group, Floats scores) {
    Floats numbers = scores > -kInfinity ? scores : all(-kInfinity);
    scores_[group] = numbers;
    best_ = numbers > best_ ? numbers : best_;
    groups_ = group + 1;
  }

  int index() const {
    Floats best = largest(best_);
    if constexpr (max_groups * kLanes <= 64) {  // without a branch
      uint64_t winners = 0;
      for (int group = 0; group < groups_; group++) {
        winners |= static_cast<uint64_t>(bits(scores_[group] == best)) << (group * kLanes);
      }
      return __builtin_ctzll(winners);
    }
    int group = 0;
    while (bits(scores_[group] == best) == 0) {
      group++;
    }
    return group * kLanes + __builtin_ctz(bits(scores_[group] == best));
  }

 private:
  Floats scores_[max_groups];
  Floats best_ = all(-kInfinity);
  int groups_ = 0;
};

/// Returns eight floats from the places `at[0]` to `at[7]`.
template <class Number>
Floats gather(const float* from, const Number* at) {
  return Floats{from[at[0]], from[at[1]], from[at[2]], from[at[3]],
                from[at[4]], from[at[5]], from[at[6]], from[at[7]]};
}

inline constexpr Ints kLaneNumbers = {0, 1, 2, 3, 4, 5, 6, 7};

/// Returns which of eight lanes from `first` on are below k.
inline Ints below(int first, int k) { return kLaneNumbers + first < k; }

/// Returns sum + x[0] + … + x[7], added in this order.
inline float add_in_order(float sum, Floats x) {
  for (int i = 0; i < kLanes; i++) {
    sum = sum + x[i];
  }
  return sum;
}

}  // namespace alphazero
