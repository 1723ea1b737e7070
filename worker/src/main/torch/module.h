// A TorchScript module on one device, and the order in which its work is done there.
#pragma once
#include <ATen/core/Tensor.h>
#include <torch/csrc/jit/api/module.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "abi.h"
#include "gpu.h"

struct Module {
  Module(const void* archive, int64_t bytes, int32_t device, int32_t flags);
  ~Module();
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  // Runs the function where the module's work is done.
  void within(const std::function<void()>& function);
  // Calls a method with tensors of the module's device.
  void call(const std::string& method, bool gradients, const std::vector<at::Tensor>& arguments);
  // Calls a method with copies of `in`, and copies what it writes to `out`.
  void call_once(const std::string& method, bool gradients, const HostTensor* in, int32_t ins, HostTensor* out, int32_t outs);

  const std::unique_ptr<Gpu> gpu; // null on the processor
  const at::Device device;

 private:
  torch::jit::Module script;
};

c10::ScalarType scalar_type(int32_t type);
at::IntArrayRef shape_of(const HostTensor& tensor);
