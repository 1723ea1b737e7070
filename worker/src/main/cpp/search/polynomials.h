#pragma once

#include <bit>
#include <cstdint>

#include "search/lanes.h"

namespace alphazero {

/// e^x, operation by operation as `Exp.java` computes it: 0 below -87, constant above 88, NaN of
/// NaN.
inline Floats exp(Floats x) {
  Floats high = x > 88.0f ? all(88.0f) : x;
  Floats y = high < -87.0f ? all(-87.0f) : high;
  Floats nearest = y * 1.44269504088896341f + (y < 0.0f ? all(-0.5f) : all(0.5f));
  Ints n = __builtin_convertvector(nearest == nearest ? nearest : all(0.0f), Ints);
  Floats turns = to_floats(n);
  Floats r = y - turns * 0.693359375f;
  r = r - turns * -2.12194440e-4f;
  Floats p = all(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r);
  p = p + r;
  p = p + 1.0f;
  Ints scale = (n + 127) << 23;
  return x < -87.0f ? all(0.0f) : p * reinterpret_cast<Floats>(scale);
}

/// ln x of a positive, normal and finite x, as `Log.java` computes it.
inline double log(double x) {
  uint64_t bits = std::bit_cast<uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
  if (m >= 1.4142135623730951) {
    m = m * 0.5;
    exponent = exponent + 1;
  }
  double s = (m - 1) / (m + 1);
  double z = s * s;
  constexpr int last_term = 21;
  double p = 1.0 / last_term;
  for (int term = last_term - 2; term >= 1; term -= 2) {
    p = p * z + 1.0 / term;
  }
  return exponent * 0.6931471805599453 + (2 * s) * p;
}

/// Replaces logits by their softmax; sums run from the first to the last. Padding must hold -∞ and
/// becomes 0, which changes no sum.
///
/// @return whether the logits were finite, at least the largest
inline bool softmax(float* x, int groups) {
  Floats high = floats(x);
  for (int g = 1; g < groups; g++) {
    high = floats(x + g * kLanes) > high ? floats(x + g * kLanes) : high;
  }
  Floats max = largest(high);
  float sum = 0;
  for (int g = 0; g < groups; g++) {
    Floats e = exp(floats(x + g * kLanes) - max);
    floats(x + g * kLanes) = e;
    sum = add_in_order(sum, e);
  }
  if (!(sum >= 1)) {  // the largest adds e^0 = 1, unless something is no number
    return false;
  }
  for (int g = 0; g < groups; g++) {
    floats(x + g * kLanes) = floats(x + g * kLanes) / sum;
  }
  return true;
}

/// Returns the largest of k logits as Java's softmax finds it, also among numbers that are none.
inline float largest_logit(const float* x, int k) {
  float max = x[0];
  for (int i = 1; i < k; i++) {
    if (x[i] > max) {
      max = x[i];
    }
  }
  return max;
}

}  // namespace alphazero
