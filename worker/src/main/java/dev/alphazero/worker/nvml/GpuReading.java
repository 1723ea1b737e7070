package dev.alphazero.worker.nvml;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a GPU reports of one moment; null where it does not report it.
///
/// @param utilizationPercent share of the last second or less in which a kernel ran
/// @param memoryUsedBytes by all processes, and by the driver itself
public record GpuReading(
    @Nullable Integer utilizationPercent,
    @Nullable Long memoryUsedBytes,
    @Nullable Long memoryTotalBytes,
    @Nullable Integer smClockMegahertz,
    @Nullable Integer memoryClockMegahertz,
    @Nullable Integer powerMilliwatts) {
  /// Nothing is reported.
  public static final GpuReading NONE = new GpuReading(null, null, null, null, null, null);

  /// Asks a GPU. What the driver cannot answer is null too, so that a GPU which falls off the bus
  /// ends no one's work.
  public static GpuReading of(NvmlDevice gpu) {
    NvmlDevice.Memory memory = orNull(gpu::memory);
    return new GpuReading(
        orNull(gpu::utilizationPercent),
        memory == null ? null : memory.usedBytes(),
        memory == null ? null : memory.totalBytes(),
        orNull(() -> gpu.clockMegahertz(NvmlDevice.Clock.SM)),
        orNull(() -> gpu.clockMegahertz(NvmlDevice.Clock.MEMORY)),
        orNull(gpu::powerMilliwatts));
  }

  static <T> @Nullable T orNull(Supplier<Optional<T>> figure) {
    try {
      return figure.get().orElse(null);
    } catch (NvmlException _) {
      return null;
    }
  }
}
