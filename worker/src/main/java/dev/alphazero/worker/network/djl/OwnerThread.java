package dev.alphazero.worker.network.djl;

/// The thread that made a model, and the only one that may use it: libtorch's modes and thread
/// counts are set per thread.
final class OwnerThread {
  private final Thread owner = Thread.currentThread();

  void require() {
    Thread caller = Thread.currentThread();
    if (!caller.equals(owner)) {
      throw new IllegalStateException(
          "a model belongs to the thread that made it, owner=%s, caller=%s"
              .formatted(owner.getName(), caller.getName()));
    }
  }
}
