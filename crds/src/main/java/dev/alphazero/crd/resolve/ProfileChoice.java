package dev.alphazero.crd.resolve;

import dev.alphazero.crd.Device;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.util.Comparator;
import java.util.Optional;

/// The profile that a training uses, and why.
///
/// @param name name of the profile
/// @param reason one sentence that begins with the name, for example `cpu: no GPU found`
record ProfileChoice(String name, String reason) {
  /// Chooses by the hardware. Among several GPUs the weakest decides, as any of them may be used.
  static ProfileChoice auto(Hardware hardware, Device device) {
    if (device == Device.CPU) {
      return because(GpuClass.CPU, "device is cpu");
    }
    Optional<Gpu> weakest =
        hardware.gpus().stream()
            .min(Comparator.comparing(GpuClass::of).thenComparingLong(Gpu::memoryMiB));
    if (weakest.isEmpty()) {
      return because(GpuClass.CPU, GpuClass.CPU.rule());
    }
    GpuClass gpuClass = GpuClass.of(weakest.get());
    int count = hardware.gpus().size();
    String which = count == 1 ? "" : "weakest of " + count + " GPUs: ";
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
