package dev.alphazero.worker.network.torch;

import java.util.List;
import java.util.TreeSet;

/// What of the fast path on GPUs is wanted. All of it, unless something is left out to measure what
/// it gives or to get around a fault.
///
/// @param pinned page-locked host memory
/// @param graph CUDA graphs, which need page-locked memory
/// @param tuning whether cuDNN tries its algorithms for each new shape
record FastPath(boolean pinned, boolean graph, boolean tuning) {
  private static final List<String> PARTS = List.of("graph", "pinned", "tuning");

  /// Returns all without some.
  ///
  /// @param parts names with commas between them: `graph`, `pinned` (and with it graphs), `tuning`
  static FastPath without(String parts) {
    TreeSet<String> out = new TreeSet<>(List.of(parts.split(",", -1)));
    out.remove("");
    if (!PARTS.containsAll(out)) {
      throw new IllegalArgumentException(
          "%s must be of %s, with commas between them, %s=%s"
              .formatted(TorchEngine.WITHOUT, PARTS, TorchEngine.WITHOUT, parts));
    }
    boolean pinned = !out.contains("pinned");
    return new FastPath(pinned, pinned && !out.contains("graph"), !out.contains("tuning"));
  }

  /// Returns the bits of `Mode` in `abi.h`.
  int mode() {
    return (pinned ? TorchCalls.PINNED : 0) | (graph ? TorchCalls.CAPTURED : 0);
  }

  /// Returns the bits of `ModuleFlag` in `abi.h`.
  ///
  /// @param urgent whether the device does the module's work before others'
  int flags(boolean urgent) {
    return (urgent ? TorchCalls.URGENT : 0) | (tuning ? TorchCalls.TUNED : 0);
  }
}
