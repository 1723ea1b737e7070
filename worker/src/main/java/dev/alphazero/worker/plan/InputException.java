package dev.alphazero.worker.plan;

/// What the user asked for cannot be, and nothing was begun: a run that is not there, an option
/// that contradicts it. The message is for the user: what was asked, and what to do.
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InputException(String message) {
    super(message);
  }
}
