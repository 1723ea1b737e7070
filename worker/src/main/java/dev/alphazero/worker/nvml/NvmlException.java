package dev.alphazero.worker.nvml;

/// The driver could not answer, and not because the card lacks what was asked for: the GPU has
/// fallen off the bus, or needs a reset.
public final class NvmlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  NvmlException(String function, int status, String text) {
    super("%s failed: %s".formatted(function, text));
    this.status = status;
  }

  /// Returns NVML's number, `nvmlReturn_t` of `nvml.h`.
  public int status() {
    return status;
  }
}
