#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

namespace alphazero {

/// Memory of a tree: blocks of any length one after the other, addressed by the number of their
/// first unit. Grows by half when it is full, so addresses hold only until the next `append`.
class Blocks {
 public:
  static constexpr size_t kUnit = 64;  // a cache line

  explicit Blocks(size_t units) { grow(units); }
  ~Blocks() { std::free(memory_); }
  Blocks(const Blocks&) = delete;
  Blocks& operator=(const Blocks&) = delete;

  std::byte* at(int32_t block) const { return memory_ + static_cast<size_t>(block) * kUnit; }

  int32_t end() const { return static_cast<int32_t>(used_); }

  /// Forgets the blocks from this one on.
  void truncate(int32_t end) { used_ = static_cast<size_t>(end); }

  /// Adds a block and returns its number. What it holds is undefined.
  int32_t append(size_t units) {
    if (used_ + units > capacity_) {
      grow(used_ + units > capacity_ + capacity_ / 2 ? used_ + units : capacity_ + capacity_ / 2);
    }
    int32_t block = static_cast<int32_t>(used_);
    used_ += units;
    return block;
  }

 private:
  void grow(size_t units) {
    if (units > std::numeric_limits<int32_t>::max()) {
      throw std::bad_alloc();
    }
    void* larger = std::aligned_alloc(kUnit, units * kUnit);
    if (larger == nullptr) {
      throw std::bad_alloc();
    }
    if (used_ > 0) {
      std::memcpy(larger, memory_, used_ * kUnit);
    }
    std::free(memory_);
    memory_ = static_cast<std::byte*>(larger);
    capacity_ = units;
  }

  std::byte* memory_ = nullptr;
  size_t used_ = 0;
  size_t capacity_ = 0;
};

}  // namespace alphazero
