package dev.alphazero.worker.network;

import org.jspecify.annotations.Nullable;

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
/// @param otherWork share of the machine's processors that other work took meanwhile, in [0, 1];
///   null where that is not known
public record PrecisionMeasurement(
    Purpose purpose,
    NetworkSpec spec,
    String cpuModel,
    String library,
    int batch,
    int threads,
    double fp32PerSecond,
    double bf16PerSecond,
    @Nullable Double otherWork) {

  /// What a network is used for.
  public enum Purpose {
    INFERENCE,
    TRAINING
  }

  /// How much faster BF16 must be: a measurement has some noise, and FP32 is more exact.
  private static final double MARGIN = 1.1;

  /// On a loaded machine it has much, and only a great difference means something.
  private static final double LOADED_MARGIN = 1.5;

  /// Other work above that disturbs a measurement.
  private static final double LOADED = 0.25;

  /// Returns the measurement with what other work there was.
  ///
  /// @param share in [0, 1], NaN if it is not known
  public PrecisionMeasurement withOtherWork(double share) {
    return new PrecisionMeasurement(
        purpose,
        spec,
        cpuModel,
        library,
        batch,
        threads,
        fp32PerSecond,
        bf16PerSecond,
        Double.isNaN(share) ? null : share);
  }

  /// Returns whether the machine was so loaded that the choice is for now only.
  public boolean isProvisional() {
    return otherWork != null && otherWork > LOADED;
  }

  /// Returns the precision to use.
  public Precision choice() {
    double margin = isProvisional() ? LOADED_MARGIN : MARGIN;
    return bf16PerSecond > margin * fp32PerSecond ? Precision.BF16 : Precision.FP32;
  }
}
