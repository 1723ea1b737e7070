package dev.alphazero.worker.strength;

/// A measurement was stopped before its end.
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped", null, false, false);
  }
}
