#include "abi.h"

#include <ATen/Parallel.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <torch/version.h>

#ifdef ALPHAZERO_CUDA
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#endif

#include <cstring>

#include "failure.h"
#include "program.h"

Failure& last_failure() {
  thread_local Failure failure;
  return failure;
}

int32_t alphazero_torch_abi_version() { return ALPHAZERO_TORCH_ABI_VERSION; }

const char* alphazero_torch_error() { return last_failure().text.c_str(); }

int32_t alphazero_torch_failure() { return last_failure().status; }

const char* alphazero_torch_version() { return TORCH_VERSION; }

#ifdef ALPHAZERO_CUDA

int32_t alphazero_torch_has_cuda() { return 1; }

int32_t alphazero_torch_devices() {
  return guarded_status([] {
    int count = 0;
    cudaError_t status = cudaGetDeviceCount(&count);
    cudaGetLastError(); // or the next call would tell it again
    TORCH_CHECK(status == cudaSuccess, cudaGetErrorString(status)); // without the advice for kernels
    return count;
  });
}

int32_t alphazero_torch_device(int32_t device, DeviceFacts* facts) {
  return guarded_status([&] {
    std::memset(facts, 0, sizeof(DeviceFacts));
    cudaDeviceProp properties;
    C10_CUDA_CHECK(cudaGetDeviceProperties(&properties, device));
    std::memcpy(facts->name, properties.name, std::strlen(properties.name));
    C10_CUDA_CHECK(cudaDeviceGetPCIBusId(facts->pci_bus_id, sizeof(facts->pci_bus_id), device));
    c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(device));
    size_t free_bytes = 0;
    size_t total_bytes = 0;
    C10_CUDA_CHECK(cudaMemGetInfo(&free_bytes, &total_bytes));
    facts->free_bytes = static_cast<int64_t>(free_bytes);
    facts->total_bytes = static_cast<int64_t>(total_bytes);
    facts->capability_major = properties.major;
    facts->capability_minor = properties.minor;
    facts->multiprocessors = properties.multiProcessorCount;
    return OK;
  });
}

int32_t alphazero_torch_try(int32_t device) {
  return guarded_status([&] {
    auto ones = at::ones({8}, at::TensorOptions().device(at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device))));
    TORCH_CHECK(ones.sum().item<float>() == 8, "eight ones must have the sum 8 on the device");
    return OK;
  });
}

#else

int32_t alphazero_torch_has_cuda() { return 0; }

int32_t alphazero_torch_devices() { return 0; }

int32_t alphazero_torch_device(int32_t, DeviceFacts*) {
  last_failure() = {"compiled without CUDA", FAILED};
  return FAILED;
}

int32_t alphazero_torch_try(int32_t) {
  last_failure() = {"compiled without CUDA", FAILED};
  return FAILED;
}

#endif

int32_t alphazero_torch_threads(int32_t threads) {
  return guarded_status([&] {
    at::get_num_threads(); // a thread copies the process's number at its first operator, which must not be later than this
    at::set_num_threads(threads);
    return OK;
  });
}

Module* alphazero_torch_module(const void* archive, int64_t bytes, int32_t device, int32_t urgent) {
  return guarded([&] { return new Module(archive, bytes, device, urgent != 0); }, [](Status) -> Module* { return nullptr; });
}

void alphazero_torch_free_module(Module* module) { delete module; }

int32_t alphazero_torch_call(Module* module, const char* method, int32_t gradients, const HostTensor* in, int32_t ins, HostTensor* out,
                             int32_t outs) {
  return guarded_status([&] {
    module->on_stream([&] {
      std::vector<at::Tensor> arguments;
      for (int32_t i = 0; i < ins; i++) {
        arguments.push_back(over(in[i]).to(module->device));
      }
      for (int32_t i = 0; i < outs; i++) {
        at::Tensor host = over(out[i]);
        arguments.push_back(module->device.is_cpu() ? host : at::zeros(host.sizes(), host.options().device(module->device)));
      }
      module->call(method, gradients != 0, arguments);
      for (int32_t i = 0; i < outs && !module->device.is_cpu(); i++) {
        over(out[i]).copy_(arguments[ins + i]);
      }
    });
    module->synchronize();
    return OK;
  });
}

Program* alphazero_torch_program(Module* module, const char* method, int32_t gradients, int32_t mode, const HostTensor* in, int32_t ins,
                                 const HostTensor* out, int32_t outs) {
  return guarded([&] { return new Program(module, method, gradients != 0, mode, in, ins, out, outs); },
                 [](Status) -> Program* { return nullptr; });
}

void alphazero_torch_free_program(Program* program) { delete program; }

void* alphazero_torch_memory(Program* program, int32_t tensor) { return program->host[tensor].data_ptr(); }

int32_t alphazero_torch_mode(Program* program) { return program->mode; }

const char* alphazero_torch_shortfall(Program* program) { return program->shortfall.c_str(); }

int32_t alphazero_torch_run(Program* program) {
  return guarded_status([&] {
    program->run();
    return OK;
  });
}
