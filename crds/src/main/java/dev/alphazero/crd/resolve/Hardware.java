package dev.alphazero.crd.resolve;

import java.util.List;
import java.util.Locale;

/// What there is to run on: the facts that the choice of a profile needs.
///
/// @param cores processor cores
/// @param memoryMiB memory in MiB
/// @param gpus GPUs, in the order of the driver
public record Hardware(int cores, long memoryMiB, List<Gpu> gpus) {
  public Hardware {
    gpus = List.copyOf(gpus);
  }

  /// A GPU, or the slice of one that a program gets.
  ///
  /// @param product as the driver names it, for example `Tesla T4`
  /// @param memoryMiB effective memory in MiB: of the slice, or divided by the time-slices
  /// @param computeMajor major number of the compute capability
  /// @param computeMinor minor number of the compute capability
  public record Gpu(String product, long memoryMiB, int computeMajor, int computeMinor) {
    /// Returns `Tesla T4 with 15360 MiB and compute capability 7.5`.
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s with %d MiB and compute capability %d.%d",
          product,
          memoryMiB,
          computeMajor,
          computeMinor);
    }
  }
}
