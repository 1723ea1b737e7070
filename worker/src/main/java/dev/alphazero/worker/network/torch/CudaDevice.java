package dev.alphazero.worker.network.torch;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A GPU that libtorch can compute on.
///
/// @param pciBusId where it is, as NVML names it too
/// @param totalBytes of its memory
/// @param freeBytes when it was looked at
public record CudaDevice(
    String name,
    String pciBusId,
    long totalBytes,
    long freeBytes,
    int capabilityMajor,
    int capabilityMinor,
    int multiprocessors) {
  private static final int FACTS_BYTES = 320;

  /// Returns a GPU, after it has computed something.
  ///
  /// @throws TorchAbsentException if libtorch cannot use it; it says what is missing
  static CudaDevice require(TorchLibrary library, int index) {
    TorchCalls calls = library.calls();
    if (!calls.hasCuda()) {
      throw new TorchAbsentException(
          "the libtorch %s in %s is not for CUDA: set LIBTORCH to one that is"
              .formatted(calls.version(), library.where()));
    }
    int count = count(calls);
    if (index >= count) {
      throw new TorchAbsentException(
          "there is no GPU %d: CUDA sees %d (CUDA_VISIBLE_DEVICES=%s)"
              .formatted(
                  index, count, System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "unset")));
    }
    CudaDevice device = read(calls, index);
    try {
      calls.tryDevice(index);
    } catch (TorchException e) {
      throw new TorchAbsentException(
          "libtorch %s cannot compute on GPU %d, %s of compute capability %d.%d: %s"
              .formatted(
                  calls.version(),
                  index,
                  device.name(),
                  device.capabilityMajor(),
                  device.capabilityMinor(),
                  e.getMessage()),
          e);
    }
    return device;
  }

  private static int count(TorchCalls calls) {
    try {
      return calls.devices();
    } catch (TorchException e) {
      throw new TorchAbsentException(
          "CUDA finds no GPU: %s. Is there a driver, and is it new enough? nvidia-smi says what it sees"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static CudaDevice read(TorchCalls calls, int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment facts = arena.allocate(FACTS_BYTES, 8);
      calls.device(index, facts);
      return new CudaDevice(
          facts.getString(0),
          facts.getString(256),
          facts.get(JAVA_LONG, 288),
          facts.get(JAVA_LONG, 296),
          facts.get(JAVA_INT, 304),
          facts.get(JAVA_INT, 308),
          facts.get(JAVA_INT, 312));
    }
  }
}
