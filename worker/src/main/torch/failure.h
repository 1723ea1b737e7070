// Turns exceptions into statuses and a text, at the border to Java.
#pragma once
#include <c10/util/Exception.h>

#include <string>

#include "abi.h"

struct Failure {
  std::string text;
  Status status = OK;
};

// The calling thread's last one.
Failure& last_failure();

// Runs the function and returns what it returns; `otherwise(status)` if it throws.
template <typename Function, typename Otherwise>
auto guarded(Function function, Otherwise otherwise) noexcept -> decltype(function()) {
  try {
    return function();
  } catch (const c10::OutOfMemoryError& e) {
    last_failure() = {e.what_without_backtrace(), OUT_OF_DEVICE_MEMORY};
  } catch (const c10::Error& e) {
    last_failure() = {e.what_without_backtrace(), FAILED};
  } catch (const std::exception& e) {
    last_failure() = {e.what(), FAILED};
  } catch (...) {
    last_failure() = {"unknown exception", FAILED};
  }
  return otherwise(last_failure().status);
}

template <typename Function>
int32_t guarded_status(Function function) noexcept {
  return guarded([&]() -> int32_t { return function(); }, [](Status status) -> int32_t { return status; });
}
