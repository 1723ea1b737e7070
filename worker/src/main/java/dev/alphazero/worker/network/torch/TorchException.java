package dev.alphazero.worker.network.torch;

/// libtorch or CUDA could not do something; the message is theirs.
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean outOfMemory;

  TorchException(String message, boolean outOfMemory) {
    super(message);
    this.outOfMemory = outOfMemory;
  }

  /// Returns whether the device's memory did not suffice: smaller batches may.
  public boolean isOutOfMemory() {
    return outOfMemory;
  }
}
