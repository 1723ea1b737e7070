#include "failure.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <initializer_list>

#include "gpu.h"

namespace {

bool has_one_of(const std::string& text, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return text.find(word) != std::string::npos; });
}

// c10's allocator, CUDA, and the `..._STATUS_ALLOC_FAILED` of cuDNN and cuBLAS.
bool names_memory(const std::string& text) { return has_one_of(text, {"out of memory", "ALLOC_FAILED", "ALLOCATION_FAILED"}); }

// What libraries say, among other reasons, when they get no workspace.
bool may_mean_memory(const std::string& text) {
  return has_one_of(text, {"CUDNN_STATUS_INTERNAL_ERROR", "CUDNN_STATUS_NOT_INITIALIZED", "CUDNN_STATUS_EXECUTION_FAILED",
                           "CUBLAS_STATUS_NOT_INITIALIZED", "CUBLAS_STATUS_INTERNAL_ERROR", "CUBLAS_STATUS_EXECUTION_FAILED",
                           "unable to find an engine", "Unable to find a valid cuDNN"});
}

// Less than a workspace of cuBLAS on the largest GPUs, with room to spare.
constexpr int64_t LITTLE_MEMORY = int64_t{64} << 20;

} // namespace

std::string text_of(const std::exception& e) {
  if (const auto* error = dynamic_cast<const c10::Error*>(&e)) {
    return error->what_without_backtrace();
  }
  // The interpreter puts its own trace before the operator's words.
  const std::string text = e.what();
  const std::string title = "\nRuntimeError: ";
  const size_t last = text.rfind(title);
  std::string words = last == std::string::npos ? text : text.substr(last + title.size());
  while (!words.empty() && words.back() == '\n') {
    words.pop_back();
  }
  return words;
}

Status status_of(const std::string& text, const Health* health) {
  if (health != nullptr && health->broken) {
    return BROKEN;
  }
  const bool little = health != nullptr && health->free_bytes < LITTLE_MEMORY;
  return names_memory(text) || (little && may_mean_memory(text)) ? OUT_OF_DEVICE_MEMORY : FAILED;
}

Failure failure_of(const std::exception& e, Gpu* gpu) noexcept {
  try {
    std::string text = text_of(e);
    if (gpu == nullptr) {
      return {text, status_of(text, nullptr)};
    }
    const Health health = gpu->health();
    const Status status = status_of(text, &health);
    return {status == BROKEN ? text + "; the GPU serves this process no more: start it again" : text, status};
  } catch (...) {
    return {"a failure that cannot be told", FAILED};
  }
}

Failure& last_failure() {
  thread_local Failure failure;
  return failure;
}
