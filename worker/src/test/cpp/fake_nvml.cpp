// NVIDIA's library as a test wants it: the functions that the worker calls, with the signatures of nvml.h, and GPUs that do not exist.
// -DINIT=18 fails to start; -DUTILIZATION=3 has no utilisation; -DLOST=1 has lost the GPU at that index; -DOLD lacks what old drivers lack.
#include <cstdio>
#include <cstring>

#ifndef INIT
#define INIT 0
#endif
#ifndef UTILIZATION
#define UTILIZATION 0
#endif
#ifndef LOST
#define LOST -1
#endif

namespace {

enum Return {
  SUCCESS = 0,
  UNINITIALIZED = 1,
  INVALID_ARGUMENT = 2,
  NOT_SUPPORTED = 3,
  NOT_FOUND = 6,
  INSUFFICIENT_SIZE = 7,
  GPU_IS_LOST = 15,
  VERSION_MISMATCH = 18,
};

struct Device {
  const char *name, *uuid, *bus;
  int major, minor;
  unsigned long long total, used;
  unsigned utilization, sm, memory, max_sm, max_memory, milliwatts;
  unsigned long long throttled;
};

Device devices[] = {
    {"NVIDIA H200", "GPU-8f6d0b1c-0000-1111-2222-333344445555", "00000000:3B:00.0", 9, 0, 150754820096ull, 536870912ull, 87, 1755, 3201,
     1980, 3201, 512340, 0x4 | 0x40},
    {"Tesla T4", "GPU-07e1aa42-0000-1111-2222-333344445555", "00000000:AF:00.0", 7, 5, 16106127360ull, 1048576ull, 3, 300, 405, 1590, 5001,
     9876, 0x1},
};
constexpr unsigned COUNT = sizeof devices / sizeof *devices;

int open_count = 0;

Return text(const char *from, char *to, unsigned length) {
  if (std::strlen(from) >= length) return INSUFFICIENT_SIZE;
  std::strcpy(to, from);
  return SUCCESS;
}

// What every function about a GPU begins with.
Return ready(const Device *device) {
  if (open_count == 0) return UNINITIALIZED;
  if (device < devices || device >= devices + COUNT) return INVALID_ARGUMENT;
  return device - devices == LOST ? GPU_IS_LOST : SUCCESS;
}

Return number(const Device *device, unsigned value, unsigned *out) {
  const Return state = ready(device);
  if (state == SUCCESS) *out = value;
  return state;
}

Return clock(const Device *device, int domain, unsigned sm, unsigned memory, unsigned *out) {
  return domain == 1 ? number(device, sm, out) : domain == 2 ? number(device, memory, out) : INVALID_ARGUMENT;
}

}  // namespace

extern "C" {

struct Memory {
  unsigned long long total, free, used;
};
struct Utilization {
  unsigned gpu, memory;
};

Return nvmlInit_v2() {
  if (INIT == 0) ++open_count;
  return static_cast<Return>(INIT);
}
Return nvmlShutdown() {
  if (open_count == 0) return UNINITIALIZED;
  --open_count;
  return SUCCESS;
}
const char *nvmlErrorString(Return result) {
  switch (result) {
    case UNINITIALIZED: return "Uninitialized";
    case NOT_FOUND: return "Not Found";
    case GPU_IS_LOST: return "GPU is lost";
    case VERSION_MISMATCH: return "Driver/library version mismatch";
    default: return "Unknown Error";
  }
}
Return nvmlSystemGetDriverVersion(char *version, unsigned length) {
  return open_count == 0 ? UNINITIALIZED : text("570.86.15", version, length);
}
Return nvmlSystemGetCudaDriverVersion_v2(int *version) {
  *version = 12080;
  return SUCCESS;
}
Return nvmlDeviceGetCount_v2(unsigned *count) {
  *count = COUNT;
  return open_count == 0 ? UNINITIALIZED : SUCCESS;
}
Return nvmlDeviceGetHandleByIndex_v2(unsigned index, Device **device) {
  if (index >= COUNT) return INVALID_ARGUMENT;
  *device = devices + index;
  return ready(*device);
}
Return nvmlDeviceGetHandleByUUID(const char *uuid, Device **device) {
  for (Device &each : devices) {
    if (std::strcmp(each.uuid, uuid) == 0) return *device = &each, ready(&each);
  }
  return NOT_FOUND;
}
Return nvmlDeviceGetHandleByPciBusId_v2(const char *bus, Device **device) {
  unsigned domain, number, slot, at_domain, at_number, at_slot;
  if (std::sscanf(bus, "%x:%x:%x", &domain, &number, &slot) != 3) return INVALID_ARGUMENT;
  for (Device &each : devices) {
    std::sscanf(each.bus, "%x:%x:%x", &at_domain, &at_number, &at_slot);
    if (domain == at_domain && number == at_number && slot == at_slot) return *device = &each, ready(&each);
  }
  return NOT_FOUND;
}
Return nvmlDeviceGetName(Device *device, char *name, unsigned length) {
  const Return state = ready(device);
  return state == SUCCESS ? text(device->name, name, length) : state;
}
Return nvmlDeviceGetUUID(Device *device, char *uuid, unsigned length) {
  const Return state = ready(device);
  return state == SUCCESS ? text(device->uuid, uuid, length) : state;
}
Return nvmlDeviceGetMemoryInfo(Device *device, Memory *memory) {
  const Return state = ready(device);
  if (state == SUCCESS) *memory = {device->total, device->total - device->used, device->used};
  return state;
}
Return nvmlDeviceGetUtilizationRates(Device *device, Utilization *rates) {
  const Return state = ready(device);
  if (state == SUCCESS && UTILIZATION == 0) *rates = {device->utilization, 41};
  return state == SUCCESS ? static_cast<Return>(UTILIZATION) : state;
}
Return nvmlDeviceGetClockInfo(Device *device, int domain, unsigned *megahertz) {
  return clock(device, domain, device->sm, device->memory, megahertz);
}
Return nvmlDeviceGetMaxClockInfo(Device *device, int domain, unsigned *megahertz) {
  return clock(device, domain, device->max_sm, device->max_memory, megahertz);
}
Return nvmlDeviceGetCudaComputeCapability(Device *device, int *major, int *minor) {
  *major = device->major;
  *minor = device->minor;
  return ready(device);
}
#ifndef OLD
Return nvmlDeviceGetPowerUsage(Device *device, unsigned *milliwatts) { return number(device, device->milliwatts, milliwatts); }
Return nvmlDeviceGetCurrentClocksThrottleReasons(Device *device, unsigned long long *reasons) {
  *reasons = device->throttled;
  return ready(device);
}
#endif

}  // extern "C"
