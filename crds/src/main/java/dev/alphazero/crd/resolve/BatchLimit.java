package dev.alphazero.crd.resolve;

import org.jspecify.annotations.Nullable;

/// The largest batch that a profile may bring: a power of two.
///
/// @param samples of a batch
/// @param share how many such batches the window holds at least
record BatchLimit(long samples, long share) {
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
    return large.samples() >= SMALL ? large : new BatchLimit(SMALL, windowSamples / SMALL);
  }

  private static BatchLimit atLeast(long batches, long windowSamples) {
    return new BatchLimit(Math.max(1, Long.highestOneBit(windowSamples / batches)), batches);
  }

  /// Returns `limited to 1/64 of the replay window`.
  String text() {
    return "limited to 1/%d of the replay window".formatted(share);
  }
}
