// The C interface between Java (`network.torch.TorchCalls`) and libtorch.
//
// Every function that can fail returns a negative `Status` or null, and leaves the reason for `alphazero_torch_error` of the same
// thread. Nothing is thrown across. Host memory belongs to the caller unless said otherwise; numbers are native-endian.
#pragma once
#include <cstdint>

// Raise it whenever a signature or a layout here changes.
constexpr int32_t ALPHAZERO_TORCH_ABI_VERSION = 2;

#define AZ_API extern "C" __attribute__((visibility("default")))

// BROKEN: whatever this process asks of the device fails from now on.
enum Status : int32_t { OK = 0, FAILED = -1, OUT_OF_DEVICE_MEMORY = -2, BROKEN = -3 };

enum Type : int32_t { FLOAT32 = 0, UINT8 = 1 };

// 48 bytes. `data` is host memory of the product of `shape[0 .. dimensions)` elements, or null where only the shape counts.
struct HostTensor {
  void* data;
  int32_t type;
  int32_t dimensions;
  int64_t shape[4];
};
static_assert(sizeof(HostTensor) == 48);

// 320 bytes.
struct DeviceFacts {
  char name[256];
  char pci_bus_id[32];
  int64_t total_bytes;
  int64_t free_bytes;
  int32_t capability_major;
  int32_t capability_minor;
  int32_t multiprocessors;
  int32_t reserved;
};
static_assert(sizeof(DeviceFacts) == 320);

// What of a module's device it uses; bits.
enum ModuleFlag : int32_t {
  URGENT = 1, // its work goes before others'
  TUNED = 2,  // cuDNN tries its algorithms for each new shape; one setting of the process
};

// How a program runs; bits.
enum Mode : int32_t {
  PINNED = 1,   // its host memory is page-locked, so that copies overlap with computing
  CAPTURED = 2, // copies and operators are one CUDA graph, which needs PINNED
};

AZ_API int32_t alphazero_torch_abi_version();
// Why the calling thread's last call failed; valid until its next call.
AZ_API const char* alphazero_torch_error();
// The status of that call, also where it returned null.
AZ_API int32_t alphazero_torch_failure();
// The libtorch that this was compiled for, for example 2.11.0.
AZ_API const char* alphazero_torch_version();
// Whether this was compiled for CUDA.
AZ_API int32_t alphazero_torch_has_cuda();
// GPUs that the process may use; FAILED says why it cannot be known (driver missing or too old).
AZ_API int32_t alphazero_torch_devices();
AZ_API int32_t alphazero_torch_device(int32_t device, DeviceFacts* facts);
// Computes something small on the device: FAILED if libtorch has no code for its architecture.
AZ_API int32_t alphazero_torch_try(int32_t device);
// Native threads per operator of the calling thread, on processors.
AZ_API int32_t alphazero_torch_threads(int32_t threads);

struct Module;
// Loads a TorchScript archive. device: -1 the processor, otherwise a GPU, where all of the module's work goes through one CUDA stream of
// its own. flags: of `ModuleFlag`. A module and its programs are used by one thread at a time.
AZ_API Module* alphazero_torch_module(const void* archive, int64_t bytes, int32_t device, int32_t flags);
AZ_API void alphazero_torch_free_module(Module* module);
// Calls a method that returns nothing with tensors on the module's device: copies of `in`, then new ones of the shapes of `out`, which
// the method writes and which are copied back. Waits for the end. gradients: whether the operators are recorded for automatic
// differentiation.
AZ_API int32_t alphazero_torch_call(Module* module, const char* method, int32_t gradients, const HostTensor* in, int32_t ins,
                                    HostTensor* out, int32_t outs);

struct Program;
// A call whose shapes are fixed, prepared once and run often: its host memory (zeros at first) and its device memory stay. `data` of the
// tensors is ignored. mode: what is wanted; what cannot be had is left out (see `alphazero_torch_mode`), except for want of the device's
// memory.
AZ_API Program* alphazero_torch_program(Module* module, const char* method, int32_t gradients, int32_t mode, const HostTensor* in,
                                        int32_t ins, const HostTensor* out, int32_t outs);
AZ_API void alphazero_torch_free_program(Program* program);
// Host memory of an input, or after those of an output.
AZ_API void* alphazero_torch_memory(Program* program, int32_t tensor);
// What of the wanted mode the program has; for the rest `alphazero_torch_shortfall` says why.
AZ_API int32_t alphazero_torch_mode(Program* program);
AZ_API const char* alphazero_torch_shortfall(Program* program);
// Copies the inputs, computes, copies the outputs. Waits for the end without using a core.
AZ_API int32_t alphazero_torch_run(Program* program);
