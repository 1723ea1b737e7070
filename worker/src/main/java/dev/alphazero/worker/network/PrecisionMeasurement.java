package dev.alphazero.worker.network;

/// How fast this machine computes one network in each precision. Plain data: a run keeps it, so
/// that `precision: auto` means the same after a resume.
///
/// @param purpose what was measured
/// @param cpuModel the processor's name
/// @param library name and version of the native library
/// @param batch positions per call
/// @param threads native threads per call
/// @param fp32PerSecond positions per second in FP32
/// @param bf16PerSecond positions per second in BF16
public record PrecisionMeasurement(
    Purpose purpose,
    NetworkSpec spec,
    String cpuModel,
    String library,
    int batch,
    int threads,
    double fp32PerSecond,
    double bf16PerSecond) {

  /// What a network is used for.
  public enum Purpose {
    INFERENCE,
    TRAINING
  }

  /// How much faster BF16 must be: a measurement has some noise, and FP32 is more exact.
  private static final double MARGIN = 1.1;

  /// Returns the precision to use.
  public Precision choice() {
    return bf16PerSecond > MARGIN * fp32PerSecond ? Precision.BF16 : Precision.FP32;
  }
}
