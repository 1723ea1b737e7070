package dev.alphazero.crd.resolve;

import org.jspecify.annotations.Nullable;

/// The largest batch that a profile may bring: a power of two.
///
/// @param samples of a batch
/// @param text why, for example `limited to 1/64 of the replay window`
record BatchLimit(long samples, String text) {
  /// Below that a batch holds some samples several times, and the window turns over quickly.
  private static final long FEWEST_BATCHES = 16;

  /// A batch of this size is learned from on a processor too: no reason to take fewer steps.
  private static final long SMALL = 512;

  /// @param windowSamples of `learner.replay`
  /// @param largeBatches as in the basis
  static BatchLimit of(long windowSamples, @Nullable Integer largeBatches) {
    BatchLimit any = atLeast(FEWEST_BATCHES, windowSamples);
    if (largeBatches == null || any.samples() <= SMALL) {
      return any;
    }
    BatchLimit large = atLeast(largeBatches, windowSamples);
    return large.samples() >= SMALL
        ? large
        : new BatchLimit(SMALL, "limited to %d by the replay window".formatted(SMALL));
  }

  private static BatchLimit atLeast(long batches, long windowSamples) {
    return new BatchLimit(
        Math.max(1, Long.highestOneBit(windowSamples / batches)),
        "limited to 1/%d of the replay window".formatted(batches));
  }
}
