#include "program.h"

#include <ATen/ops/zeros.h>

#ifdef ALPHAZERO_CUDA
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#endif

namespace {

#ifdef ALPHAZERO_CUDA
// Runs before a capture: libraries choose algorithms and take their workspaces, which a capture forbids.
constexpr int WARM_UPS = 3;
#endif

at::Tensor host_memory(const HostTensor& tensor, bool pinned) {
  return at::zeros(shape_of(tensor), at::TensorOptions().dtype(scalar_type(tensor.type)).pinned_memory(pinned));
}

} // namespace

Program::Program(Module* module, std::string method, bool gradients, [[maybe_unused]] int32_t wanted, const HostTensor* in,
                 int32_t ins, const HostTensor* out, int32_t outs)
    : module(module), method(std::move(method)), gradients(gradients), inputs(ins) {
  std::vector<HostTensor> tensors(in, in + ins);
  tensors.insert(tensors.end(), out, out + outs);
  bool pinned = false;
#ifdef ALPHAZERO_CUDA
  pinned = module->device.is_cuda() && (wanted & PINNED);
  if (pinned) {
    try {
      for (const HostTensor& tensor : tensors) {
        host.push_back(host_memory(tensor, true));
      }
      mode |= PINNED;
    } catch (const c10::Error& e) {
      shortfall = std::string("no page-locked memory: ") + e.what_without_backtrace();
      host.clear();
      pinned = false;
    }
  }
#endif
  if (!pinned) {
    for (const HostTensor& tensor : tensors) {
      host.push_back(host_memory(tensor, false));
    }
  }
  if (module->device.is_cpu()) {
    on_device = host;
    return;
  }
#ifdef ALPHAZERO_CUDA
  c10::cuda::CUDAGuard guard(module->device.index());
  C10_CUDA_CHECK(cudaEventCreateWithFlags(&done, cudaEventBlockingSync | cudaEventDisableTiming));
  module->on_stream([&] {
    for (const at::Tensor& tensor : host) {
      on_device.push_back(at::zeros(tensor.sizes(), tensor.options().device(module->device).pinned_memory(false)));
    }
  });
  if (!(wanted & CAPTURED)) {
    return;
  }
  try {
    capture();
    mode |= CAPTURED;
  } catch (const c10::OutOfMemoryError&) {
    throw;
  } catch (const c10::Error& e) {
    graph.reset();
    shortfall += (shortfall.empty() ? "" : "; ") + std::string("no CUDA graph: ") + e.what_without_backtrace();
  }
#endif
}

Program::~Program() {
#ifdef ALPHAZERO_CUDA
  if (done != nullptr) {
    module->synchronize();
    cudaEventDestroy(done);
  }
#endif
}

void Program::compute() { module->call(method, gradients, on_device); }

void Program::run() {
#ifdef ALPHAZERO_CUDA
  if (module->device.is_cuda()) {
    module->on_stream([&] {
      if (mode & CAPTURED) {
        graph->replay();
      } else {
        enqueue();
      }
      C10_CUDA_CHECK(cudaEventRecord(done, *module->stream));
    });
    C10_CUDA_CHECK(cudaEventSynchronize(done));
    return;
  }
#endif
  compute();
}

#ifdef ALPHAZERO_CUDA

void Program::enqueue() {
  for (size_t i = 0; i < inputs; i++) {
    C10_CUDA_CHECK(
        cudaMemcpyAsync(on_device[i].data_ptr(), host[i].data_ptr(), host[i].nbytes(), cudaMemcpyHostToDevice, *module->stream));
  }
  compute();
  for (size_t i = inputs; i < host.size(); i++) {
    C10_CUDA_CHECK(
        cudaMemcpyAsync(host[i].data_ptr(), on_device[i].data_ptr(), host[i].nbytes(), cudaMemcpyDeviceToHost, *module->stream));
  }
}

// Copies are part of the graph only from page-locked memory, whose address CUDA may keep.
void Program::capture() {
  TORCH_CHECK(mode & PINNED, "its copies need page-locked memory");
  module->on_stream([&] {
    for (int i = 0; i < WARM_UPS; i++) {
      enqueue();
    }
    module->synchronize();
    // Other threads may allocate meanwhile: a learner beside this, or automatic differentiation's own.
    graph.emplace();
    graph->capture_begin(*module->graph_pool, cudaStreamCaptureModeThreadLocal);
    try {
      enqueue();
    } catch (...) {
      try {
        graph->capture_end(); // or the stream stays in capture
      } catch (const c10::Error&) {
        // the first reason is the one to tell
      }
      throw;
    }
    graph->capture_end();
  });
}

#endif
