package dev.alphazero.worker.nvml;

/// What NVML's functions return, `nvmlReturn_t` of `nvml.h`: the numbers that are distinguished
/// here.
final class NvmlStatus {
  static final int SUCCESS = 0;
  static final int NOT_SUPPORTED = 3;
  static final int NO_PERMISSION = 4;
  static final int LIBRARY_NOT_FOUND = 12;
  static final int FUNCTION_NOT_FOUND = 13;
  static final int LIBRARY_VERSION_MISMATCH = 18;
  static final int NO_DATA = 21;

  private NvmlStatus() {}

  /// Returns whether a figure is not to be had from this card, slice or driver, and nothing broke.
  static boolean isAbsence(int status) {
    return switch (status) {
      case NOT_SUPPORTED, NO_PERMISSION, LIBRARY_NOT_FOUND, FUNCTION_NOT_FOUND, NO_DATA -> true;
      default -> false;
    };
  }
}
