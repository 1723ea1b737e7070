// A call of fixed shapes on a module: host memory, device memory, and where it can be had one CUDA graph of copies and operators.
#pragma once
#include "module.h"

struct Program {
  Program(Module* module, std::string method, bool gradients, int32_t wanted, const HostTensor* in, int32_t ins, const HostTensor* out,
          int32_t outs);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void run();

  std::vector<at::Tensor> host; // inputs, then outputs
  int32_t mode = 0;
  std::string shortfall;

 private:
  void compute();
#ifdef ALPHAZERO_CUDA
  void enqueue();
  void capture();

  std::optional<at::cuda::CUDAGraph> graph; // asks for a GPU when it is made
  cudaEvent_t done = nullptr;
#endif
  Module* const module;
  const std::string method;
  const bool gradients;
  const size_t inputs;
  std::vector<at::Tensor> on_device; // the host's own on a processor
};
