// GPUs of a libtorch without CUDA: none.
#include <c10/util/Exception.h>

#include "gpu.h"

namespace {

[[noreturn]] void refuse() { TORCH_CHECK(false, "compiled without CUDA"); }

} // namespace

bool compiled_for_gpus() { return false; }

int32_t count_gpus() { return 0; }

void describe_gpu(int32_t, DeviceFacts&) { refuse(); }

void try_gpu(int32_t) { refuse(); }

std::unique_ptr<Gpu> new_gpu(int32_t, int32_t) { refuse(); }
