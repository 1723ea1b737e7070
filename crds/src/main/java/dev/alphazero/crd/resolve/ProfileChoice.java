package dev.alphazero.crd.resolve;

import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The profile that a training uses, and why.
///
/// @param name name of the profile
/// @param reason one sentence that begins with the name, for example `cpu: no GPU found`
record ProfileChoice(String name, String reason) {
  /// Chooses by the hardware. Among several GPUs the weakest decides, as any of them may be used.
  static ProfileChoice auto(Hardware hardware, Devices devices) {
    if (devices.areCpu()) {
      return because(GpuClass.CPU, "device is cpu");
    }
    List<Gpu> gpus = devices.among(hardware.gpus());
    Optional<Gpu> weakest =
        gpus.stream().min(Comparator.comparing(GpuClass::of).thenComparingLong(Gpu::memoryMiB));
    if (weakest.isEmpty()) {
      return because(GpuClass.CPU, GpuClass.CPU.rule());
    }
    GpuClass gpuClass = GpuClass.of(weakest.get());
    String which = gpus.size() == 1 ? "" : "weakest of " + gpus.size() + " GPUs: ";
    return because(gpuClass, which + weakest.get().text() + " (" + gpuClass.rule() + ")");
  }

  /// The author named it.
  static ProfileChoice named(String name, Origin origin) {
    return new ProfileChoice(name, name + ": named by " + origin.text());
  }

  private static ProfileChoice because(GpuClass gpuClass, String why) {
    return new ProfileChoice(gpuClass.profile(), gpuClass.profile() + ": " + why);
  }
}
