#include "program.h"

#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

namespace {

// Runs before anything else: libraries choose algorithms and take their workspaces, which a recording forbids.
constexpr int WARM_UPS = 3;

} // namespace

Program::Program(Module* module, std::string method, bool gradients, int32_t wanted, const HostTensor* in, int32_t ins,
                 const HostTensor* out, int32_t outs)
    : module(module), method(std::move(method)), gradients(gradients), inputs(ins) {
  std::vector<HostTensor> tensors(in, in + ins);
  tensors.insert(tensors.end(), out, out + outs);
  if (!gpu()) {
    take_host_memory(tensors, 0);
    on_device = host;
    return;
  }
  std::lock_guard<std::mutex> alone(preparation());
  try {
    gpu()->within([&] {
      take_host_memory(tensors, wanted);
      prepare(wanted);
    });
  } catch (...) {
    release();
    throw;
  }
}

Program::~Program() {
  if (gpu()) {
    std::lock_guard<std::mutex> alone(preparation());
    release();
  }
}

// What the GPU may still be at must not be freed.
void Program::release() noexcept {
  quietly([&] { gpu()->synchronize(); });
  graph.reset();
  on_device.clear();
  host.clear();
}

void Program::take_host_memory(const std::vector<HostTensor>& tensors, int32_t wanted) {
  if (wanted & PINNED) {
    try {
      for (const HostTensor& tensor : tensors) {
        host.push_back(gpu()->page_locked(shape_of(tensor), scalar_type(tensor.type)));
      }
      mode |= PINNED;
      return;
    } catch (const std::exception& e) {
      host.clear();
      if (gpu()->health().broken) {
        throw;
      }
      lacks("page-locked memory", text_of(e));
    }
  }
  for (const HostTensor& tensor : tensors) {
    host.push_back(at::zeros(shape_of(tensor), at::TensorOptions().dtype(scalar_type(tensor.type))));
  }
}

void Program::prepare(int32_t wanted) {
  for (const at::Tensor& tensor : host) {
    on_device.push_back(at::zeros(tensor.sizes(), at::TensorOptions().dtype(tensor.scalar_type()).device(module->device)));
  }
  for (int i = 0; i < WARM_UPS; i++) {
    enqueue();
  }
  gpu()->synchronize();
  if (wanted & CAPTURED) {
    try {
      capture();
      mode |= CAPTURED;
    } catch (const std::exception& e) {
      graph.reset();
      const Health health = gpu()->health();
      const std::string text = text_of(e);
      if (status_of(text, &health) != FAILED) {
        throw;
      }
      lacks("CUDA graph", text);
    }
  }
}

// Copies are part of a recording only from page-locked memory, whose address CUDA may keep.
void Program::capture() {
  TORCH_CHECK(mode & PINNED, "its copies need page-locked memory");
  graph = gpu()->new_graph([this] { enqueue(); });
  record(*graph);
}

void Program::lacks(const std::string& what, const std::string& reason) {
  shortfall += (shortfall.empty() ? "no " : "; no ") + what + ": " + reason;
}

void Program::run() {
  if (!gpu()) {
    module->call(method, gradients, on_device);
    return;
  }
  gpu()->within([&] {
    if (graph) {
      graph->replay();
    } else {
      enqueue();
    }
    gpu()->sleep_until_done();
  });
}

void Program::enqueue() {
  for (size_t i = 0; i < inputs; i++) {
    gpu()->copy(on_device[i], host[i]);
  }
  module->call(method, gradients, on_device);
  for (size_t i = inputs; i < host.size(); i++) {
    gpu()->copy(host[i], on_device[i]);
  }
}
