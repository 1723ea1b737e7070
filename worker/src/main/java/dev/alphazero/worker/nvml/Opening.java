package dev.alphazero.worker.nvml;

/// NVIDIA's driver, or why it cannot be asked.
public sealed interface Opening permits Nvml, Opening.Absent {
  /// @param why one line, for people
  /// @param isInstalled whether the library is there and does not start; false is a machine that
  ///   has no NVIDIA driver, or a container that is not given it
  record Absent(String why, boolean isInstalled) implements Opening {}
}
