package dev.alphazero.worker.strength;

/// A measurement was told to stop before its end.
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped", null, false, false);
  }
}
