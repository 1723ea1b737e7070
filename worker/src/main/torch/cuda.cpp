// GPUs as CUDA has them.
#include <ATen/Context.h>
#include <ATen/cuda/CUDAGraph.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <atomic>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "gpu.h"

namespace {

using c10::DeviceIndex;
using c10::cuda::CUDAStream;

// Streams that no module uses. libtorch keeps a workspace of cuBLAS for every stream it has seen, so they are used again.
struct Streams {
  std::mutex mutex;
  std::map<std::pair<DeviceIndex, bool>, std::vector<cudaStream_t>> free;
};

Streams& streams() {
  static Streams* const all = new Streams; // threads may outlive static objects when the process exits
  return *all;
}

// The GPU must be the current one.
cudaStream_t new_stream(bool urgent) {
  int least = 0;
  int greatest = 0;
  C10_CUDA_CHECK(cudaDeviceGetStreamPriorityRange(&least, &greatest));
  cudaStream_t stream = nullptr;
  C10_CUDA_CHECK(cudaStreamCreateWithPriority(&stream, cudaStreamNonBlocking, urgent ? greatest : least));
  return stream;
}

CUDAStream take_stream(DeviceIndex index, bool urgent) {
  std::lock_guard<std::mutex> lock(streams().mutex);
  auto& free = streams().free[{index, urgent}];
  if (free.empty()) {
    free.push_back(new_stream(urgent));
  }
  const cudaStream_t stream = free.back();
  free.pop_back();
  return c10::cuda::getStreamFromExternal(stream, index);
}

void give_back(CUDAStream stream, bool urgent) {
  std::lock_guard<std::mutex> lock(streams().mutex);
  streams().free[{stream.device_index(), urgent}].push_back(stream.stream());
}

// libtorch's own CUDAGraph leaves its allocator recording when a capture was spoilt, asserts when such memory is taken again, and registers
// each graph with the generator of random numbers, in a table without a lock.
class CudaGraph final : public Graph {
 public:
  CudaGraph(CUDAStream stream, std::function<void()> work)
      : stream(stream), of_stream(std::move(work)), memory(at::cuda::graph_pool_handle()) {}

  ~CudaGraph() override {
    if (executable != nullptr) {
      cudaGraphExecDestroy(executable);
    }
    if (recorded != nullptr) {
      cudaGraphDestroy(recorded);
    }
    if (taken) {
      quietly([&] { c10::cuda::CUDACachingAllocator::releasePool(stream.device_index(), memory); });
    }
    cudaGetLastError(); // what failed here is not to be told by the next call
  }

  void take_memory() override {
    c10::cuda::CUDACachingAllocator::beginAllocateToPool(
        stream.device_index(), memory, [this](cudaStream_t allocating) {
          const unsigned long long mine = capture; // any thread's allocations ask
          return mine != 0 && capture_of(allocating) == mine;
        });
    taken = true;
  }

  // Other threads may allocate meanwhile: a learner beside this, or automatic differentiation's own.
  void begin() override {
    C10_CUDA_CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
    capture = capture_of(stream);
  }

  void work() override { of_stream(); }

  void end() override {
    const cudaError_t status = cudaStreamEndCapture(stream, &recorded);
    capture = 0;
    C10_CUDA_CHECK(status);
    C10_CUDA_CHECK(cudaGraphInstantiateWithFlags(
        &executable, recorded, cudaGraphInstantiateFlagAutoFreeOnLaunch | cudaGraphInstantiateFlagUseNodePriority));
    cudaGraphDestroy(std::exchange(recorded, nullptr));
  }

  void leave_memory() override { c10::cuda::CUDACachingAllocator::endAllocateToPool(stream.device_index(), memory); }

  void replay() override { C10_CUDA_CHECK(cudaGraphLaunch(executable, stream)); }

 private:
  // The number of the capture that a stream takes part in, 0 if none.
  static unsigned long long capture_of(cudaStream_t stream) {
    cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
    unsigned long long id = 0;
    C10_CUDA_CHECK(cudaStreamGetCaptureInfo(stream, &status, &id));
    return status == cudaStreamCaptureStatusActive ? id : 0;
  }

  const CUDAStream stream;
  const std::function<void()> of_stream;
  const at::cuda::MempoolId_t memory;
  bool taken = false;
  std::atomic<unsigned long long> capture{0};
  cudaGraph_t recorded = nullptr;
  cudaGraphExec_t executable = nullptr;
};

class CudaGpu final : public Gpu {
 public:
  CudaGpu(DeviceIndex index, bool urgent) : urgent(urgent), stream(take_stream(index, urgent)) {
    try {
      C10_CUDA_CHECK(cudaEventCreateWithFlags(&done, cudaEventBlockingSync | cudaEventDisableTiming));
    } catch (...) {
      give_back(stream, urgent);
      throw;
    }
  }

  ~CudaGpu() override {
    cudaEventDestroy(done);
    cudaGetLastError();
    quietly([&] { give_back(stream, urgent); });
  }

  at::Device place() const override { return stream.device(); }

  void within(const std::function<void()>& function) override {
    c10::cuda::CUDAStreamGuard guard(stream);
    function();
  }

  void synchronize() override { stream.synchronize(); }

  void sleep_until_done() override {
    C10_CUDA_CHECK(cudaEventRecord(done, stream));
    C10_CUDA_CHECK(cudaEventSynchronize(done));
  }

  at::Tensor page_locked(at::IntArrayRef shape, c10::ScalarType type) override {
    return at::zeros(shape, at::TensorOptions().dtype(type).pinned_memory(true));
  }

  void copy(const at::Tensor& to, const at::Tensor& from) override {
    const auto kind = to.is_cuda() ? cudaMemcpyHostToDevice : cudaMemcpyDeviceToHost;
    C10_CUDA_CHECK(cudaMemcpyAsync(to.data_ptr(), from.data_ptr(), from.nbytes(), kind, stream));
  }

  std::unique_ptr<Graph> new_graph(std::function<void()> work) override {
    return std::make_unique<CudaGraph>(stream, std::move(work));
  }

  Health health() override {
    cudaGetLastError(); // an error that passes is told once; one that stays comes again
    Health health;
    c10::cuda::CUDAGuard guard(stream.device_index());
    const cudaError_t status = cudaStreamQuery(stream);
    size_t free_bytes = 0;
    size_t total_bytes = 0;
    const cudaError_t memory = cudaMemGetInfo(&free_bytes, &total_bytes);
    health.broken = (status != cudaSuccess && status != cudaErrorNotReady) || memory != cudaSuccess;
    health.free_bytes = static_cast<int64_t>(free_bytes);
    health.total_bytes = static_cast<int64_t>(total_bytes);
    cudaGetLastError();
    return health;
  }

 private:
  const bool urgent;
  const CUDAStream stream;
  cudaEvent_t done = nullptr;
};

} // namespace

bool compiled_for_gpus() { return true; }

int32_t count_gpus() {
  int count = 0;
  const cudaError_t status = cudaGetDeviceCount(&count);
  cudaGetLastError(); // or the next call would tell it again
  TORCH_CHECK(status == cudaSuccess, cudaGetErrorString(status)); // without the advice for kernels
  return count;
}

void describe_gpu(int32_t index, DeviceFacts& facts) {
  cudaDeviceProp properties;
  C10_CUDA_CHECK(cudaGetDeviceProperties(&properties, index));
  std::memcpy(facts.name, properties.name, std::strlen(properties.name));
  C10_CUDA_CHECK(cudaDeviceGetPCIBusId(facts.pci_bus_id, sizeof(facts.pci_bus_id), index));
  c10::cuda::CUDAGuard guard(static_cast<DeviceIndex>(index));
  size_t free_bytes = 0;
  size_t total_bytes = 0;
  C10_CUDA_CHECK(cudaMemGetInfo(&free_bytes, &total_bytes));
  facts.free_bytes = static_cast<int64_t>(free_bytes);
  facts.total_bytes = static_cast<int64_t>(total_bytes);
  facts.capability_major = properties.major;
  facts.capability_minor = properties.minor;
  facts.multiprocessors = properties.multiProcessorCount;
}

void try_gpu(int32_t index) {
  auto ones = at::ones({8}, at::TensorOptions().device(at::Device(at::kCUDA, static_cast<DeviceIndex>(index))));
  TORCH_CHECK(ones.sum().item<float>() == 8, "eight ones must have the sum 8 on the device");
}

std::unique_ptr<Gpu> new_gpu(int32_t index, int32_t flags) {
  // What stays FP32 uses the tensor cores' 19-bit format. Shapes are few, so that cuDNN may try algorithms: the best of those that it
  // expects to be fast, or it would take seconds for each new model.
  at::globalContext().setAllowTF32CuBLAS(true);
  at::globalContext().setAllowTF32CuDNN(true);
  at::globalContext().setBenchmarkCuDNN((flags & TUNED) != 0);
  at::globalContext().setBenchmarkLimitCuDNN(4);
  c10::cuda::CUDAGuard guard(static_cast<DeviceIndex>(index));
  return std::make_unique<CudaGpu>(static_cast<DeviceIndex>(index), (flags & URGENT) != 0);
}
