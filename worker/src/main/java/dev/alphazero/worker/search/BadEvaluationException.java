package dev.alphazero.worker.search;

/// A network's outputs are no values or no logits, so that no search can go by them. The message
/// says which.
public final class BadEvaluationException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public BadEvaluationException(String message) {
    super(message);
  }
}
