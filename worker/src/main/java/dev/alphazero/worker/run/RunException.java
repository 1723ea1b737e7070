package dev.alphazero.worker.run;

import org.jspecify.annotations.Nullable;

/// A run cannot go on as asked. The message is for the user: what is wrong, with what, and what to
/// do.
public final class RunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RunException(String message) {
    super(message);
  }

  public RunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
