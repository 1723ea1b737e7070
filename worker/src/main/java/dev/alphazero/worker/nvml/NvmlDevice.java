package dev.alphazero.worker.nvml;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A GPU, or a slice of one. Usable by any thread until its `Nvml` is closed.
///
/// A figure that the card, the slice or the driver does not have is empty.
///
/// Every method throws `NvmlException` if the driver cannot answer.
public final class NvmlDevice {
  /// `NVML_DEVICE_NAME_V2_BUFFER_SIZE` and `NVML_DEVICE_UUID_V2_BUFFER_SIZE`.
  private static final int TEXT_BYTES = 96;

  private final NvmlCalls calls;

  /// `nvmlDevice_t`, opaque to us.
  private final MemorySegment handle;

  NvmlDevice(NvmlCalls calls, MemorySegment handle) {
    this.calls = calls;
    this.handle = handle;
  }

  /// For example 9 and 0.
  public record ComputeCapability(int major, int minor) {}

  /// @param usedBytes by all processes, and by the driver itself
  public record Memory(long totalBytes, long usedBytes) {}

  /// Clock domains, `nvmlClockType_t`.
  public enum Clock {
    /// Of the streaming multiprocessors.
    SM(1),
    MEMORY(2);

    private final int number;

    Clock(int number) {
      this.number = number;
    }
  }

  /// Returns for example `NVIDIA H200`.
  public Optional<String> name() {
    return text("nvmlDeviceGetName");
  }

  /// Returns what names this GPU everywhere and for ever, as in `GPU-8f6d…`, or `MIG-…`.
  public Optional<String> uuid() {
    return text("nvmlDeviceGetUUID");
  }

  public Optional<ComputeCapability> computeCapability() {
    String function = "nvmlDeviceGetCudaComputeCapability";
    return calls.ask(
        function,
        MemoryLayout.sequenceLayout(2, JAVA_INT),
        both -> calls.call(function, handle, both, both.asSlice(JAVA_INT.byteSize())),
        both -> new ComputeCapability(both.getAtIndex(JAVA_INT, 0), both.getAtIndex(JAVA_INT, 1)));
  }

  /// Returns the memory of the whole GPU, or of the slice.
  public Optional<Memory> memory() {
    MemoryLayout layout = MemoryLayout.sequenceLayout(3, JAVA_LONG); // nvmlMemory_t
    return ask(
        "nvmlDeviceGetMemoryInfo",
        layout,
        memory ->
            new Memory(
                memory.getAtIndex(JAVA_LONG, 0), memory.getAtIndex(JAVA_LONG, 2))); // 1 is free
  }

  /// Returns the share of the driver's last sample period, 1/6 s to 1 s, in which a kernel ran, in
  /// percent. Nothing of a slice.
  public Optional<Integer> utilizationPercent() {
    MemoryLayout layout = MemoryLayout.sequenceLayout(2, JAVA_INT); // nvmlUtilization_t
    return ask(
        "nvmlDeviceGetUtilizationRates", layout, rates -> rates.getAtIndex(JAVA_INT, 0)); // gpu
  }

  /// Returns a clock of now, in MHz.
  public Optional<Integer> clockMegahertz(Clock clock) {
    return clock("nvmlDeviceGetClockInfo", clock);
  }

  /// Returns the highest clock that the card can have, in MHz.
  public Optional<Integer> maxClockMegahertz(Clock clock) {
    return clock("nvmlDeviceGetMaxClockInfo", clock);
  }

  /// Returns the power drawn now, in milliwatts.
  public Optional<Integer> powerMilliwatts() {
    return ask("nvmlDeviceGetPowerUsage", JAVA_INT, power -> power.get(JAVA_INT, 0));
  }

  /// Returns what holds the clocks down now; an empty list where nothing does.
  public Optional<List<ClockLimit>> clockLimits() {
    return ask(
        "nvmlDeviceGetCurrentClocksThrottleReasons",
        JAVA_LONG,
        mask -> ClockLimit.of(mask.get(JAVA_LONG, 0)));
  }

  private Optional<String> text(String function) {
    return calls.ask(
        function,
        MemoryLayout.sequenceLayout(TEXT_BYTES, JAVA_BYTE),
        text -> calls.call(function, handle, text, TEXT_BYTES),
        text -> text.getString(0));
  }

  private Optional<Integer> clock(String function, Clock clock) {
    return calls.ask(
        function,
        JAVA_INT,
        megahertz -> calls.call(function, handle, clock.number, megahertz),
        megahertz -> megahertz.get(JAVA_INT, 0));
  }

  private <T> Optional<T> ask(
      String function, MemoryLayout layout, Function<MemorySegment, T> read) {
    return calls.ask(function, layout, out -> calls.call(function, handle, out), read);
  }
}
