package dev.alphazero.worker.inference;

import org.jspecify.annotations.Nullable;

/// A request that was not evaluated.
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EvaluationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
