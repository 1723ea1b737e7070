// A call of fixed shapes on a module: host memory, device memory, and where it can be had one recording of copies and operators.
#pragma once
#include "module.h"

struct Program {
  Program(Module* module, std::string method, bool gradients, int32_t wanted, const HostTensor* in, int32_t ins, const HostTensor* out,
          int32_t outs);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void run();

  Gpu* gpu() const { return module->gpu.get(); }

  std::vector<at::Tensor> host; // inputs, then outputs
  int32_t mode = 0;
  std::string shortfall;

 private:
  void take_host_memory(const std::vector<HostTensor>& tensors, int32_t wanted);
  void prepare(int32_t wanted);
  void capture();
  void enqueue();
  void release() noexcept;
  void lacks(const std::string& what, const std::string& reason);

  Module* const module;
  const std::string method;
  const bool gradients;
  const size_t inputs;
  std::vector<at::Tensor> on_device; // the host's own on a processor
  std::unique_ptr<Graph> graph;
};
