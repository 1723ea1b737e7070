#include "abi.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include "failure.h"
#include "program.h"

namespace {

template <typename Pointer>
Pointer* none(Status) {
  return nullptr;
}

} // namespace

int32_t alphazero_torch_abi_version() { return ALPHAZERO_TORCH_ABI_VERSION; }

const char* alphazero_torch_error() { return last_failure().text.c_str(); }

int32_t alphazero_torch_failure() { return last_failure().status; }

const char* alphazero_torch_version() { return TORCH_VERSION; }

int32_t alphazero_torch_has_cuda() { return compiled_for_gpus(); }

int32_t alphazero_torch_devices() {
  return guarded_status(nullptr, [] { return count_gpus(); });
}

int32_t alphazero_torch_device(int32_t device, DeviceFacts* facts) {
  return guarded_status(nullptr, [&] {
    *facts = {};
    describe_gpu(device, *facts);
    return OK;
  });
}

int32_t alphazero_torch_try(int32_t device) {
  return guarded_status(nullptr, [&] {
    try_gpu(device);
    return OK;
  });
}

int32_t alphazero_torch_threads(int32_t threads) {
  return guarded_status(nullptr, [&] {
    at::get_num_threads(); // a thread copies the process's number at its first operator, which must not be later than this
    at::set_num_threads(threads);
    return OK;
  });
}

Module* alphazero_torch_module(const void* archive, int64_t bytes, int32_t device, int32_t flags) {
  return guarded(nullptr, [&] { return new Module(archive, bytes, device, flags); }, none<Module>);
}

void alphazero_torch_free_module(Module* module) { delete module; }

int32_t alphazero_torch_call(Module* module, const char* method, int32_t gradients, const HostTensor* in, int32_t ins, HostTensor* out,
                             int32_t outs) {
  return guarded_status(module->gpu.get(), [&] {
    module->call_once(method, gradients != 0, in, ins, out, outs);
    return OK;
  });
}

Program* alphazero_torch_program(Module* module, const char* method, int32_t gradients, int32_t mode, const HostTensor* in, int32_t ins,
                                 const HostTensor* out, int32_t outs) {
  return guarded(
      module->gpu.get(), [&] { return new Program(module, method, gradients != 0, mode, in, ins, out, outs); }, none<Program>);
}

void alphazero_torch_free_program(Program* program) { delete program; }

void* alphazero_torch_memory(Program* program, int32_t tensor) { return program->host[tensor].data_ptr(); }

int32_t alphazero_torch_mode(Program* program) { return program->mode; }

const char* alphazero_torch_shortfall(Program* program) { return program->shortfall.c_str(); }

int32_t alphazero_torch_run(Program* program) {
  return guarded_status(program->gpu(), [&] {
    program->run();
    return OK;
  });
}
