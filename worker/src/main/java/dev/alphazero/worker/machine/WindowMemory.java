package dev.alphazero.worker.machine;

import dev.alphazero.worker.replay.WindowSize;

/// How large a replay window this process can hold: half of the memory that the heap leaves, the
/// other half is for the network's training, libraries and what else runs there.
///
/// @param rowBytes of one sample
/// @param memoryBytes of the machine, or of the container if it has a limit
/// @param heapBytes the most that the heap may take
public record WindowMemory(int rowBytes, long memoryBytes, long heapBytes) {
  /// A heap that may take everything does not in fact; then the window gets this share of all.
  private static final int LEAST_SHARE = 8;

  public static WindowMemory ofThisProcess(int rowBytes) {
    return new WindowMemory(
        rowBytes, HardwareProbe.memoryBytes(), Runtime.getRuntime().maxMemory());
  }

  /// Returns the most bytes that the window may take.
  long mostBytes() {
    return Math.max((memoryBytes - heapBytes) / 2, memoryBytes / LEAST_SHARE);
  }

  /// Returns the size, with fewer samples at most where it would not fit.
  ///
  /// @param firstStepSamples fewer would never be learned from
  public WindowSize bound(WindowSize size, long firstStepSamples) {
    long most = Math.max(firstStepSamples, mostBytes() / rowBytes);
    return most >= size.maxSamples() ? size : new WindowSize(size.c(), (int) most);
  }

  /// Returns what was bounded and why.
  public String text(WindowSize bounded, WindowSize wanted) {
    return "replay window: at most %,d samples of %d bytes, %s; learner.replay.maxSamples is %,d, for which %s would be needed. The memory here is %s, of which the heap may take %s."
        .formatted(
            bounded.maxSamples(),
            rowBytes,
            gib((long) bounded.maxSamples() * rowBytes),
            wanted.maxSamples(),
            gib((long) wanted.maxSamples() * rowBytes),
            gib(memoryBytes),
            gib(heapBytes));
  }

  private static String gib(long bytes) {
    return "%.1f GiB".formatted(bytes / (double) (1L << 30));
  }
}
