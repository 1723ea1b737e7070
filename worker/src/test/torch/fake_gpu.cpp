// A GPU on the processor that fails where CUDA can, and is as strict: takes the place of cuda.cpp for tests.
//
// The operator `fake_gpu::compute(x)`, which is 2 x, does what cuDNN's do: at a thread's first call for a size it waits for the whole device,
// which spoils every recording under way.
#include <ATen/ops/add.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>
#include <torch/library.h>

#include <cstring>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "gpu.h"

namespace {

constexpr const char* ILLEGAL = "CUDA error: an illegal memory access was encountered";
constexpr const char* CAPTURING = "CUDA error: operation not permitted when stream is capturing";
constexpr const char* SPOILT = "CUDA error: operation failed due to a previous error during capture";

// A fault that is met once.
struct Fault {
  int32_t skip; // times that all goes well before
  bool breaks;  // whether everything fails from then on
  std::string text;
};

class FakeGraph;

// The mutex guards all.
struct Device {
  std::mutex mutex;
  std::map<std::string, Fault> faults; // by place
  std::set<FakeGraph*> recordings;
  int32_t allocating = 0; // graphs whose memory is being allocated to
  int64_t free_bytes = 0;
  bool broken = false;
};

Device& device() {
  static Device* const one = new Device;
  return *one;
}

thread_local Gpu* current = nullptr;
thread_local FakeGraph* recording = nullptr;

// Throws what is planned for the place.
void meet(const std::string& place) {
  std::lock_guard<std::mutex> lock(device().mutex);
  TORCH_CHECK(!device().broken, ILLEGAL);
  const auto found = device().faults.find(place);
  if (found == device().faults.end() || found->second.skip-- > 0) {
    return;
  }
  const Fault fault = found->second;
  device().faults.erase(found);
  device().broken = fault.breaks;
  TORCH_CHECK(false, fault.text);
}

class FakeGraph final : public Graph {
 public:
  FakeGraph(Gpu* gpu, std::function<void()> work) : gpu(gpu), of_queue(std::move(work)) {}

  void take_memory() override {
    meet("take_memory");
    std::lock_guard<std::mutex> lock(device().mutex);
    device().allocating++;
  }

  void begin() override {
    meet("begin");
    TORCH_CHECK(current == gpu && recording == nullptr, "a recording must begin on its own queue, and not within another");
    std::lock_guard<std::mutex> lock(device().mutex);
    device().recordings.insert(this);
    recording = this;
  }

  void work() override { of_queue(); }

  void end() override {
    recording = nullptr;
    {
      std::lock_guard<std::mutex> lock(device().mutex);
      device().recordings.erase(this);
      TORCH_CHECK(!spoilt, SPOILT);
    }
    meet("end");
    whole = true;
  }

  void leave_memory() override {
    std::lock_guard<std::mutex> lock(device().mutex);
    device().allocating--;
    TORCH_CHECK(!device().broken, ILLEGAL);
  }

  void replay() override {
    meet("replay");
    TORCH_CHECK(current == gpu && recording == nullptr && whole, "a whole recording must be replayed on its own queue");
    of_queue();
  }

  bool spoilt = false;

 private:
  Gpu* const gpu;
  const std::function<void()> of_queue;
  bool whole = false;
};

class FakeGpu final : public Gpu {
 public:
  at::Device place() const override { return at::Device(at::kCPU); }

  void within(const std::function<void()>& function) override {
    Gpu* const before = std::exchange(current, this);
    try {
      function();
    } catch (...) {
      current = before;
      throw;
    }
    current = before;
  }

  void synchronize() override {
    meet("wait");
    TORCH_CHECK(recording == nullptr, CAPTURING);
  }

  void sleep_until_done() override { synchronize(); }

  at::Tensor page_locked(at::IntArrayRef shape, c10::ScalarType type) override {
    meet("page_locked");
    return at::zeros(shape, at::TensorOptions().dtype(type));
  }

  void copy(const at::Tensor& to, const at::Tensor& from) override {
    meet("copy");
    TORCH_CHECK(current == this && to.data_ptr() != from.data_ptr() && to.nbytes() == from.nbytes(),
                "a copy must be between two memories of one size, on its own queue");
    std::memcpy(to.data_ptr(), from.data_ptr(), from.nbytes());
  }

  std::unique_ptr<Graph> new_graph(std::function<void()> work) override { return std::make_unique<FakeGraph>(this, std::move(work)); }

  Health health() override {
    std::lock_guard<std::mutex> lock(device().mutex);
    return {device().broken, device().free_bytes, int64_t{8} << 30};
  }
};

at::Tensor compute(const at::Tensor& x) {
  thread_local std::set<int64_t> tuned;
  if (tuned.insert(x.numel()).second) {
    std::lock_guard<std::mutex> lock(device().mutex);
    for (FakeGraph* other : device().recordings) {
      other->spoilt = true;
    }
    TORCH_CHECK(recording == nullptr, CAPTURING);
  }
  meet(recording == nullptr ? "operator" : "recorded operator");
  return at::add(x, x);
}

TORCH_LIBRARY(fake_gpu, library) {
  library.def("compute(Tensor x) -> Tensor", &compute);
}

} // namespace

bool compiled_for_gpus() { return true; }

int32_t count_gpus() { return 1; }

void describe_gpu(int32_t, DeviceFacts& facts) {
  std::strcpy(facts.name, "Fake GPU");
  std::strcpy(facts.pci_bus_id, "0000:FA:KE.0");
  facts.total_bytes = int64_t{8} << 30;
  facts.free_bytes = device().free_bytes;
  facts.capability_major = 9;
  facts.multiprocessors = 1;
}

void try_gpu(int32_t) { meet("try"); }

std::unique_ptr<Gpu> new_gpu(int32_t, int32_t) { return std::make_unique<FakeGpu>(); }

// Forgets all faults, and has as much memory as is said.
AZ_API void fake_gpu_reset(int64_t free_bytes) {
  std::lock_guard<std::mutex> lock(device().mutex);
  device().faults.clear();
  device().broken = false;
  device().free_bytes = free_bytes;
}

AZ_API void fake_gpu_fail(const char* place, int32_t skip, int32_t breaks, const char* text) {
  std::lock_guard<std::mutex> lock(device().mutex);
  device().faults[place] = {skip, breaks != 0, text};
}

// Recordings that were begun and not ended, and graphs that still take memory.
AZ_API int32_t fake_gpu_unfinished() {
  std::lock_guard<std::mutex> lock(device().mutex);
  return static_cast<int32_t>(device().recordings.size()) + device().allocating;
}
