package dev.alphazero.worker.role;

/// A measurement was told to stop before its end.
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped", null, false, false);
  }
}
