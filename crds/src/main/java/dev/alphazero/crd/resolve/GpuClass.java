package dev.alphazero.crd.resolve;

import dev.alphazero.crd.resolve.Hardware.Gpu;

/// Classes of GPUs; each has a built-in profile. In ascending order.
public enum GpuClass {
  /// No GPU.
  CPU("cpu", "no GPU found"),

  /// Laptop GPUs and all others below mid.
  LOW("low", "below 14000 MiB"),

  /// T4, V100, A10, L4, RTX 5080.
  MID("mid", "at least 14000 MiB"),

  /// A100, H100, H200, B200, L40S.
  HIGH("high", "at least 38000 MiB and 8.0");

  private static final long HIGH_MEMORY_MIB = 38_000;
  private static final int HIGH_COMPUTE_MAJOR = 8;
  private static final long MID_MEMORY_MIB = 14_000;

  private final String profile;
  private final String rule;

  GpuClass(String profile, String rule) {
    this.profile = profile;
    this.rule = rule;
  }

  /// Returns the class of a GPU by its effective memory and compute capability.
  public static GpuClass of(Gpu gpu) {
    if (gpu.memoryMiB() >= HIGH_MEMORY_MIB && gpu.computeMajor() >= HIGH_COMPUTE_MAJOR) {
      return HIGH;
    }
    return gpu.memoryMiB() >= MID_MEMORY_MIB ? MID : LOW;
  }

  /// Returns the name of the built-in profile for this class.
  public String profile() {
    return profile;
  }

  /// Returns the rule that puts a GPU into this class.
  public String rule() {
    return rule;
  }
}
