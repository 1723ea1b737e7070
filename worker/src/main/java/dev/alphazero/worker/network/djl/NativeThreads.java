package dev.alphazero.worker.network.djl;

import ai.djl.pytorch.jni.JniUtils;

/// How many threads one native operator of the calling thread may use.
///
/// libtorch keeps the number twice: once per process, which every thread copies at its first
/// operator, and once per thread (OpenMP's and MKL's own settings), which is what counts
/// afterwards. So a thread that sets its number before its first operator can lose it to another
/// thread's; to be safe the copy is provoked first.
///
/// More than one thread pays only on cores that nothing else uses: the threads meet after every
/// operator, and each meeting waits until the operating system runs the slowest of them.
public final class NativeThreads {
  private NativeThreads() {}

  /// Sets the number for the calling thread; threads that have not run an operator yet inherit it.
  public static void set(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("native threads must be positive, threads=" + threads);
    }
    Libtorch.prepareThread();
    JniUtils.getNumThreads();
    JniUtils.setNumThreads(threads);
  }

  /// Returns the calling thread's number.
  public static int get() {
    Libtorch.prepareThread();
    return JniUtils.getNumThreads();
  }
}
