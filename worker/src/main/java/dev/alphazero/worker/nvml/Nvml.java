package dev.alphazero.worker.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// NVML, the library by which NVIDIA's driver reports its GPUs. Signatures are those of `nvml.h`.
///
/// Whoever opened it closes it; NVML counts, so that several may be open. Any thread may ask until
/// then. The library itself stays loaded until the JVM ends.
public final class Nvml implements Opening, AutoCloseable {
  /// The system property that names another library than `LIBRARY`: a path.
  public static final String PROPERTY = "alphazero.nvml.library";

  /// What the driver installs, and a container gets with the capability `utility`.
  static final String LIBRARY = "libnvidia-ml.so.1";

  /// `NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE`.
  private static final int VERSION_BYTES = 80;

  private final NvmlCalls calls;

  private Nvml(NvmlCalls calls) {
    this.calls = calls;
  }

  /// Opens what `PROPERTY` names, or the driver's library.
  public static Opening open() {
    return open(System.getProperty(PROPERTY, LIBRARY));
  }

  /// @param library a path, or a name for the system's loader
  public static Opening open(String library) {
    NvmlCalls calls;
    try {
      calls = new NvmlCalls(symbols(library));
    } catch (IllegalArgumentException e) {
      return new Absent(notFound(library), false);
    }
    int status = calls.call("nvmlInit_v2");
    if (status == NvmlStatus.SUCCESS) {
      return new Nvml(calls);
    }
    return new Absent(
        "NVML does not start: %s%s"
            .formatted(
                calls.text(status),
                status == NvmlStatus.LIBRARY_VERSION_MISMATCH
                    ? ", so the driver was updated: restart the machine"
                    : ""),
        true);
  }

  private static SymbolLookup symbols(String library) {
    return SymbolLookup.libraryLookup(library, Arena.global());
  }

  private static String notFound(String library) {
    return library.equals(LIBRARY)
        ? LIBRARY + " was not found: no NVIDIA driver, or NVIDIA_DRIVER_CAPABILITIES lacks utility"
        : "NVML cannot be loaded: no library of this machine, path=" + library;
  }

  /// Returns for example `570.86.15`.
  public Optional<String> driverVersion() {
    String function = "nvmlSystemGetDriverVersion";
    return calls.ask(
        function,
        MemoryLayout.sequenceLayout(VERSION_BYTES, JAVA_BYTE),
        text -> calls.call(function, text, VERSION_BYTES),
        text -> text.getString(0));
  }

  /// Returns the newest CUDA that the driver can run, for example `12.8`; empty without
  /// `libcuda.so.1`, as in a container without the capability `compute`.
  public Optional<String> cudaVersion() {
    String function = "nvmlSystemGetCudaDriverVersion_v2";
    return calls
        .ask(
            function,
            JAVA_INT,
            version -> calls.call(function, version),
            version -> version.get(JAVA_INT, 0)) // 1000 * major + 10 * minor
        .map(version -> "%d.%d".formatted(version / 1000, version % 1000 / 10));
  }

  /// Returns how many GPUs this process may ask about: in a container those that it is given.
  ///
  /// @throws NvmlException if the driver cannot answer
  public int count() {
    String function = "nvmlDeviceGetCount_v2";
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      calls.check(function, calls.call(function, count));
      return count.get(JAVA_INT, 0);
    }
  }

  /// Returns the GPU at an index in [0, count): the order of the PCI bus. It is not that of CUDA,
  /// which begins with the fastest and heeds `CUDA_VISIBLE_DEVICES`; see `VisibleGpus`.
  ///
  /// @throws NvmlException if that GPU cannot be asked
  public NvmlDevice byIndex(int index) {
    return device(
        "nvmlDeviceGetHandleByIndex_v2",
        handle -> calls.call("nvmlDeviceGetHandleByIndex_v2", index, handle));
  }

  /// @param uuid of a GPU, as in `GPU-8f6d…`, or of a slice, as in `MIG-…`; not shortened
  /// @throws NvmlException if there is none
  public NvmlDevice byUuid(String uuid) {
    return byText("nvmlDeviceGetHandleByUUID", uuid);
  }

  /// @param busId as in `0000:3b:00.0`, which CUDA's `cudaDeviceGetPCIBusId` returns too
  /// @throws NvmlException if there is none
  public NvmlDevice byPciBusId(String busId) {
    return byText("nvmlDeviceGetHandleByPciBusId_v2", busId);
  }

  /// Returns the GPUs that can be asked, in the order of the PCI bus.
  ///
  /// @param unreachable receives why one is left out, for people
  public List<NvmlDevice> devices(Consumer<String> unreachable) {
    List<NvmlDevice> devices = new ArrayList<>();
    try {
      int count = count();
      for (int index = 0; index < count; index++) {
        try {
          devices.add(byIndex(index));
        } catch (NvmlException e) {
          unreachable.accept("GPU %d is left out: %s".formatted(index, e.getMessage()));
        }
      }
    } catch (NvmlException e) {
      unreachable.accept("the GPUs are not known: " + e.getMessage());
    }
    return devices;
  }

  private NvmlDevice byText(String function, String text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(text);
      return device(function, handle -> calls.call(function, name, handle));
    }
  }

  private NvmlDevice device(String function, ToIntFunction<MemorySegment> ask) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ADDRESS);
      calls.check(function, ask.applyAsInt(handle));
      return new NvmlDevice(calls, handle.get(ADDRESS, 0));
    }
  }

  /// Devices of it tell nothing any more.
  @Override
  public void close() {
    calls.call("nvmlShutdown");
  }
}
