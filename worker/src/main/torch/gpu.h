// What a module asks of the GPU that it computes on. cuda.cpp is CUDA's, no_gpu.cpp is for a libtorch without CUDA, and the tests have one
// on the processor that fails where CUDA can (src/test/torch).
#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <mutex>

#include "abi.h"
#include "failure.h"

// Work that is recorded once and run often. What is allocated while it is recorded is memory of its own. Can be destroyed at any time, on a
// broken GPU too.
struct Graph {
  virtual ~Graph() = default;

  // The steps of `record`, in this order. If one fails, those that undo what was done follow all the same.
  virtual void take_memory() = 0; // what this thread's queue allocates from now on is the graph's
  virtual void begin() = 0;       // what is enqueued from now on is recorded
  virtual void work() = 0;
  virtual void end() = 0; // undoes `begin`, and fails if something spoilt the recording
  virtual void leave_memory() = 0; // undoes `take_memory`

  // Enqueues what was recorded.
  virtual void replay() = 0;
};

// Records the graph's work. Whether that succeeds or not, the GPU enqueues and allocates afterwards as it did before.
void record(Graph& graph);

// A GPU, and a queue of it that no other module uses as long as this lives. Used by one thread at a time.
struct Gpu {
  virtual ~Gpu() = default;

  virtual at::Device place() const = 0;
  // Runs the function with the GPU and the queue as the calling thread's current ones.
  virtual void within(const std::function<void()>& function) = 0;
  // Waits for the queue, and for nothing else of the GPU.
  virtual void synchronize() = 0;
  // The same, without using a core meanwhile.
  virtual void sleep_until_done() = 0;
  // Page-locked host memory of zeros.
  virtual at::Tensor page_locked(at::IntArrayRef shape, c10::ScalarType type) = 0;
  // Enqueues a copy between host and GPU.
  virtual void copy(const at::Tensor& to, const at::Tensor& from) = 0;
  virtual std::unique_ptr<Graph> new_graph(std::function<void()> work) = 0;
  // Says how the GPU is, after a failure, of which it remembers nothing afterwards.
  virtual Health health() = 0;
};

// Held by whoever computes what the GPU has not computed before, records, or forgets a recording. cuDNN tries its algorithms at first and
// waits for the whole device, which spoils every recording under way, of any thread. Recursive calls block for ever.
std::mutex& preparation();

bool compiled_for_gpus();
// GPUs that the process may use.
int32_t count_gpus();
void describe_gpu(int32_t index, DeviceFacts& facts);
// Computes something small.
void try_gpu(int32_t index);
// flags: of `ModuleFlag`
std::unique_ptr<Gpu> new_gpu(int32_t index, int32_t flags);
