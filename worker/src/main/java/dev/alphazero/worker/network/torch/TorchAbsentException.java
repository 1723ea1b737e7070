package dev.alphazero.worker.network.torch;

/// There is no libtorch, or no device, that networks could run on; the message says what was looked
/// for and what is missing.
public final class TorchAbsentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TorchAbsentException(String message) {
    super(message);
  }

  TorchAbsentException(String message, Throwable cause) {
    super(message, cause);
  }
}
