// A TorchScript module on one device, and the order in which its work is done there.
#pragma once
#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#ifdef ALPHAZERO_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAStream.h>
#endif

#include "abi.h"

struct Module {
  Module(const void* archive, int64_t bytes, int32_t device, bool urgent);

  // Runs the function with the module's stream as the current one.
  void on_stream(const std::function<void()>& function);
  // Waits for all of the module's work.
  void synchronize();
  // Calls a method with tensors of the module's device.
  void call(const std::string& method, bool gradients, const std::vector<at::Tensor>& arguments);

  torch::jit::Module script;
  const at::Device device;
#ifdef ALPHAZERO_CUDA
  std::optional<c10::cuda::CUDAStream> stream; // none on a processor
  // Programs of a module never run at the same time, so their graphs share one pool of memory.
  std::optional<at::cuda::MempoolId_t> graph_pool;
#endif
};

c10::ScalarType scalar_type(int32_t type);
at::IntArrayRef shape_of(const HostTensor& tensor);
// A tensor over the caller's memory.
at::Tensor over(const HostTensor& tensor);
