package dev.alphazero.worker.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A GPU as a report names it; null where the driver does not tell.
///
/// @param name for example `NVIDIA H200`
/// @param uuid what names it everywhere, as in `GPU-8f6d…`
/// @param driverVersion for example `570.86.15`
/// @param cudaVersion the newest CUDA that the driver can run
/// @param now at the moment of the look
/// @param maxSmClockMegahertz the highest that the card can have
/// @param clockLimits what held the clocks down at that moment
public record GpuFacts(
    String name,
    @Nullable String uuid,
    @Nullable String driverVersion,
    @Nullable String cudaVersion,
    GpuReading now,
    @Nullable Integer maxSmClockMegahertz,
    @Nullable Integer maxMemoryClockMegahertz,
    List<ClockLimit> clockLimits) {
  private static final long MIB = 1 << 20;

  public GpuFacts {
    clockLimits = List.copyOf(clockLimits);
  }

  /// Looks at the GPUs that CUDA sees; none without a driver.
  public static List<GpuFacts> look() {
    return look(Nvml.open());
  }

  /// @param driver is closed
  static List<GpuFacts> look(Opening driver) {
    return switch (driver) {
      case Opening.Absent _ -> List.of();
      case Nvml nvml -> {
        try (nvml) {
          yield VisibleGpus.of(nvml, _ -> {}).stream().map(gpu -> of(nvml, gpu)).toList();
        }
      }
    };
  }

  /// Returns what there is to say of a GPU now.
  public static GpuFacts of(Nvml nvml, NvmlDevice gpu) {
    return new GpuFacts(
        known(GpuReading.orNull(gpu::name), "GPU"),
        GpuReading.orNull(gpu::uuid),
        GpuReading.orNull(nvml::driverVersion),
        GpuReading.orNull(nvml::cudaVersion),
        GpuReading.of(gpu),
        GpuReading.orNull(() -> gpu.maxClockMegahertz(NvmlDevice.Clock.SM)),
        GpuReading.orNull(() -> gpu.maxClockMegahertz(NvmlDevice.Clock.MEMORY)),
        known(GpuReading.orNull(gpu::clockLimits), List.of()));
  }

  private static <T> T known(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /// Returns one line, for example `NVIDIA H200: driver 570.86.15, CUDA 12.8, 512 of 143,771 MiB
  /// used, SM clock 1,980 of 1,980 MHz, memory clock 3,201 of 3,201 MHz, 71 W`.
  public String text() {
    List<String> parts = new ArrayList<>();
    add(parts, "driver %s", driverVersion);
    add(parts, "CUDA %s", cudaVersion);
    Long used = now.memoryUsedBytes();
    Long total = now.memoryTotalBytes();
    if (used != null && total != null) {
      parts.add(String.format(Locale.ROOT, "%,d of %,d MiB used", used / MIB, total / MIB));
    }
    addClock(parts, "SM", now.smClockMegahertz(), maxSmClockMegahertz);
    addClock(parts, "memory", now.memoryClockMegahertz(), maxMemoryClockMegahertz);
    add(
        parts,
        "%.0f W",
        Optional.ofNullable(now.powerMilliwatts()).map(mW -> mW / 1e3).orElse(null));
    if (!clockLimits.isEmpty()) {
      parts.add(
          "slowed down by "
              + String.join(" and ", clockLimits.stream().map(ClockLimit::text).toList()));
    }
    return parts.isEmpty() ? name : name + ": " + String.join(", ", parts);
  }

  private static void addClock(
      List<String> parts, String clock, @Nullable Integer now, @Nullable Integer most) {
    if (now != null) {
      parts.add(
          most == null
              ? String.format(Locale.ROOT, "%s clock %,d MHz", clock, now)
              : String.format(Locale.ROOT, "%s clock %,d of %,d MHz", clock, now, most));
    }
  }

  private static void add(List<String> parts, String format, @Nullable Object value) {
    if (value != null) {
      parts.add(String.format(Locale.ROOT, format, value));
    }
  }
}
