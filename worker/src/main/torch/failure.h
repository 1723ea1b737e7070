// Turns exceptions into statuses and a text, at the border to Java.
#pragma once
#include <exception>
#include <string>

#include "abi.h"

struct Gpu;

struct Failure {
  std::string text;
  Status status = OK;
};

// How a GPU is after a failure.
struct Health {
  bool broken = false; // whatever this process asks of it fails from now on
  int64_t free_bytes = 0;
  int64_t total_bytes = 0;
};

// What an exception says, without stack traces.
std::string text_of(const std::exception& e);

// Says what kind of failure it is, by its words and the GPU's health: TorchScript's interpreter rethrows what an operator throws as a
// std::runtime_error, so that the type says nothing.
// health: null where no GPU can be asked
Status status_of(const std::string& text, const Health* health);

// gpu: null where there is none
Failure failure_of(const std::exception& e, Gpu* gpu) noexcept;

// The calling thread's last one.
Failure& last_failure();

// For what follows a failure, which is the one to tell.
template <typename Function>
void quietly(Function function) noexcept {
  try {
    function();
  } catch (...) { // told by the first
  }
}

// Runs the function and returns what it returns; `otherwise(status)` if it throws.
// gpu: that it computes on; null where there is none
template <typename Function, typename Otherwise>
auto guarded(Gpu* gpu, Function function, Otherwise otherwise) noexcept -> decltype(function()) {
  try {
    return function();
  } catch (const std::exception& e) {
    last_failure() = failure_of(e, gpu);
  } catch (...) {
    last_failure() = {"unknown exception", FAILED};
  }
  return otherwise(last_failure().status);
}

template <typename Function>
int32_t guarded_status(Gpu* gpu, Function function) noexcept {
  return guarded(gpu, [&]() -> int32_t { return function(); }, [](Status status) -> int32_t { return status; });
}
