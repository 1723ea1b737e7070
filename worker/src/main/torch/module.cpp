#include "module.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

#include <istream>
#include <streambuf>

namespace {

// A stream over memory that is only read.
struct MemoryBuffer : std::streambuf {
  MemoryBuffer(const void* data, int64_t bytes) {
    char* begin = const_cast<char*>(static_cast<const char*>(data));
    setg(begin, begin, begin + bytes);
  }

  pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override {
    char* base = from == std::ios_base::beg ? eback() : from == std::ios_base::cur ? gptr() : egptr();
    setg(eback(), base + offset, egptr());
    return gptr() - eback();
  }

  pos_type seekpos(pos_type position, std::ios_base::openmode mode) override { return seekoff(position, std::ios_base::beg, mode); }
};

torch::jit::Module load(const void* archive, int64_t bytes, at::Device device) {
  MemoryBuffer buffer(archive, bytes);
  std::istream in(&buffer);
  torch::jit::Module script = torch::jit::load(in, device);
  script.eval();
  return script;
}

// A tensor over the caller's memory.
at::Tensor over(const HostTensor& tensor) { return at::from_blob(tensor.data, shape_of(tensor), scalar_type(tensor.type)); }

} // namespace

Module::Module(const void* archive, int64_t bytes, int32_t device, int32_t flags)
    : gpu(device < 0 ? nullptr : new_gpu(device, flags)), device(gpu ? gpu->place() : at::Device(at::kCPU)) {
  if (!gpu) {
    script = load(archive, bytes, this->device);
    return;
  }
  std::lock_guard<std::mutex> alone(preparation());
  gpu->within([&] { script = load(archive, bytes, this->device); });
  gpu->synchronize();
}

Module::~Module() {
  if (gpu) {
    quietly([&] { gpu->synchronize(); });
  }
}

void Module::within(const std::function<void()>& function) {
  if (gpu) {
    gpu->within(function);
  } else {
    function();
  }
}

void Module::call(const std::string& method, bool gradients, const std::vector<at::Tensor>& arguments) {
  // The TorchScript optimiser slows the first calls, speeds nothing up later, and its automatic differentiation mixes data types. The
  // flag is one per thread.
  torch::jit::setGraphExecutorOptimize(false);
  at::AutoGradMode mode(gradients);
  std::vector<c10::IValue> values(arguments.begin(), arguments.end());
  script.get_method(method)(std::move(values));
}

void Module::call_once(const std::string& method, bool gradients, const HostTensor* in, int32_t ins, HostTensor* out, int32_t outs) {
  if (!gpu) {
    std::vector<at::Tensor> arguments;
    for (int32_t i = 0; i < ins; i++) {
      arguments.push_back(over(in[i]));
    }
    for (int32_t i = 0; i < outs; i++) {
      arguments.push_back(over(out[i]));
    }
    call(method, gradients, arguments);
    return;
  }
  std::lock_guard<std::mutex> alone(preparation());
  gpu->within([&] {
    std::vector<at::Tensor> arguments;
    for (int32_t i = 0; i < ins; i++) {
      arguments.push_back(over(in[i]).to(at::TensorOptions().device(device), false, true));
    }
    for (int32_t i = 0; i < outs; i++) {
      arguments.push_back(at::zeros(shape_of(out[i]), at::TensorOptions().dtype(scalar_type(out[i].type)).device(device)));
    }
    call(method, gradients, arguments);
    for (int32_t i = 0; i < outs; i++) {
      over(out[i]).copy_(arguments[ins + i]);
    }
  });
  gpu->synchronize();
}

c10::ScalarType scalar_type(int32_t type) {
  switch (type) {
    case FLOAT32:
      return at::kFloat;
    case UINT8:
      return at::kByte;
    default:
      TORCH_CHECK(false, "a tensor's type must be 0 or 1, type=", type);
  }
}

at::IntArrayRef shape_of(const HostTensor& tensor) {
  TORCH_CHECK(tensor.dimensions >= 1 && tensor.dimensions <= 4, "a tensor must have 1 to 4 dimensions, dimensions=", tensor.dimensions);
  return {tensor.shape, static_cast<size_t>(tensor.dimensions)};
}
