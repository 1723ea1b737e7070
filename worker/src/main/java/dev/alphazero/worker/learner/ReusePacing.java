package dev.alphazero.worker.learner;

/// How many training steps are due: each sample is presented `reuse` times on average. The learner
/// waits at that cap; whoever adds samples rests only when far too many wait (`Backlog`).
///
/// @param reuse presentations per sample, in (0, 64]
/// @param batch samples per step
public record ReusePacing(double reuse, int batch) {
  /// A window smaller than this many batches is not trained on: the same few positions would fill
  /// every batch.
  public static final int FEWEST_BATCHES = 16;

  public ReusePacing {
    if (!(reuse > 0 && reuse <= 64) || batch < 1) {
      throw new IllegalArgumentException(
          "reuse must be in (0, 64] and batch positive, reuse=" + reuse + ", batch=" + batch);
    }
  }

  /// Returns the samples that the first step needs.
  public long firstStepSamples() {
    return (long) FEWEST_BATCHES * batch;
  }

  /// Returns the samples that wait to be learned from: all, less those whose presentations are
  /// done.
  public double waiting(long samplesAdded, long samplesPresented) {
    return Math.max(0, samplesAdded - samplesPresented / reuse);
  }

  /// Returns the steps due.
  ///
  /// @param samplesAdded samples of the run so far
  /// @param samplesPresented samples that steps were taken on so far
  /// @param windowSize samples in the window
  public int stepsDue(long samplesAdded, long samplesPresented, int windowSize) {
    if (windowSize < firstStepSamples()) {
      return 0;
    }
    double due = Math.floor((reuse * samplesAdded - samplesPresented) / batch);
    return (int) Math.max(0, Math.min(due, Integer.MAX_VALUE));
  }
}
