package dev.alphazero.worker.machine;

import dev.alphazero.crd.resolve.Hardware;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import dev.alphazero.worker.network.Processor;
import dev.alphazero.worker.nvml.Nvml;
import dev.alphazero.worker.nvml.NvmlDevice;
import dev.alphazero.worker.nvml.NvmlException;
import dev.alphazero.worker.nvml.Opening;
import dev.alphazero.worker.nvml.VisibleGpus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Looks at the machine: cores, memory, and the GPUs of NVIDIA's driver, as CUDA sees them. Where
/// its library cannot be asked, `nvidia-smi` is.
public final class HardwareProbe {
  private static final long MIB = 1 << 20;

  /// There where a driver is loaded, whatever a container is given of it.
  private static final Path DRIVER = Path.of("/dev/nvidiactl");

  private static final int SMI_SECONDS = 10;
  private static final List<String> SMI =
      List.of(
          "nvidia-smi",
          "--query-gpu=name,memory.total,compute_cap",
          "--format=csv,noheader,nounits");

  private HardwareProbe() {}

  /// What was found.
  ///
  /// @param processor model name, for people
  /// @param notes what could not be found out, for people
  public record Found(Hardware hardware, String processor, List<String> notes) {
    /// Returns for example `2 cores (AMD EPYC), 24,105 MiB, no GPU`.
    public String text() {
      String gpus =
          hardware.gpus().isEmpty()
              ? "no GPU"
              : String.join(", ", hardware.gpus().stream().map(Gpu::text).toList());
      return "%d cores (%s), %,d MiB, %s"
          .formatted(hardware.cores(), processor, hardware.memoryMiB(), gpus);
    }
  }

  /// Looks at this machine.
  public static Found look() {
    List<String> notes = new ArrayList<>();
    List<Gpu> gpus = gpus(Nvml.open(), notes);
    return new Found(
        new Hardware(Runtime.getRuntime().availableProcessors(), memoryBytes() / MIB, gpus),
        processor(),
        notes);
  }

  /// Returns the memory of the machine, or of the container if it has a limit.
  static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static String processor() {
    String name = Processor.here().name();
    return name.equals(Processor.UNKNOWN) ? System.getProperty("os.arch") : name;
  }

  /// @param driver is closed
  static List<Gpu> gpus(Opening driver, List<String> notes) {
    return switch (driver) {
      case Nvml nvml -> {
        try (nvml) {
          yield VisibleGpus.of(nvml, notes::add).stream()
              .flatMap(gpu -> gpu(gpu, notes).stream())
              .toList();
        }
      }
      case Opening.Absent absent -> {
        List<Gpu> gpus = smi(notes);
        if (absent.isInstalled() || !gpus.isEmpty() || Files.exists(DRIVER)) {
          notes.add(absent.why());
        }
        yield gpus;
      }
    };
  }

  private static Optional<Gpu> gpu(NvmlDevice gpu, List<String> notes) {
    String name = "GPU";
    try {
      name = gpu.name().orElse(name);
      Optional<NvmlDevice.Memory> memory = gpu.memory();
      Optional<NvmlDevice.ComputeCapability> capability = gpu.computeCapability();
      if (memory.isPresent() && capability.isPresent()) {
        return Optional.of(
            new Gpu(
                name,
                memory.get().totalBytes() / MIB,
                capability.get().major(),
                capability.get().minor()));
      }
      notes.add(name + " is left out: its driver does not tell its memory or compute capability");
    } catch (NvmlException e) {
      notes.add("%s is left out: %s".formatted(name, e.getMessage()));
    }
    return Optional.empty();
  }

  private static List<Gpu> smi(List<String> notes) {
    try {
      Process process = new ProcessBuilder(SMI).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SMI_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        notes.add("nvidia-smi is there but lists no GPU: " + text.lines().findFirst().orElse(""));
        return List.of();
      }
      return parse(text);
    } catch (IOException e) {
      return List.of(); // no driver
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /// Reads lines such as `NVIDIA L4, 23034, 8.9`.
  static List<Gpu> parse(String smi) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : smi.lines().toList()) {
      String[] cells = line.split("\\s*,\\s*", -1);
      if (cells.length == 3 && cells[1].matches("\\d+") && cells[2].matches("\\d+\\.\\d+")) {
        String[] capability = cells[2].split("\\.", -1);
        gpus.add(
            new Gpu(
                cells[0],
                Long.parseLong(cells[1]),
                Integer.parseInt(capability[0]),
                Integer.parseInt(capability[1])));
      }
    }
    return gpus;
  }
}
