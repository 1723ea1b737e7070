#include "module.h"

#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

#include <istream>
#include <streambuf>

#ifdef ALPHAZERO_CUDA
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#endif

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
  return torch::jit::load(in, device);
}

} // namespace

Module::Module(const void* archive, int64_t bytes, int32_t device, [[maybe_unused]] bool urgent)
    : script(load(archive, bytes, device < 0 ? at::Device(at::kCPU) : at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device)))),
      device(device < 0 ? at::Device(at::kCPU) : at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device))) {
  script.eval();
#ifdef ALPHAZERO_CUDA
  if (this->device.is_cuda()) {
    stream = c10::cuda::getStreamFromPool(urgent, this->device.index());
    graph_pool = at::cuda::graph_pool_handle();
    // What stays FP32 uses the tensor cores' 19-bit format, and shapes are few, so that cuDNN may try its algorithms.
    at::globalContext().setAllowTF32CuBLAS(true);
    at::globalContext().setAllowTF32CuDNN(true);
    at::globalContext().setBenchmarkCuDNN(true);
    c10::cuda::device_synchronize(); // the archive was copied on another stream
  }
#endif
}

void Module::on_stream(const std::function<void()>& function) {
#ifdef ALPHAZERO_CUDA
  if (stream) {
    c10::cuda::CUDAStreamGuard guard(*stream);
    function();
    return;
  }
#endif
  function();
}

void Module::synchronize() {
#ifdef ALPHAZERO_CUDA
  if (stream) {
    stream->synchronize();
  }
#endif
}

void Module::call(const std::string& method, bool gradients, const std::vector<at::Tensor>& arguments) {
  // The TorchScript optimiser slows the first calls, speeds nothing up later, and its automatic differentiation mixes data types. The
  // flag is one per thread.
  torch::jit::setGraphExecutorOptimize(false);
  at::AutoGradMode mode(gradients);
  std::vector<c10::IValue> values(arguments.begin(), arguments.end());
  script.get_method(method)(std::move(values));
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

at::Tensor over(const HostTensor& tensor) { return at::from_blob(tensor.data, shape_of(tensor), scalar_type(tensor.type)); }
