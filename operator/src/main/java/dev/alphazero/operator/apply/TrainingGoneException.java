package dev.alphazero.operator.apply;

import dev.alphazero.crd.AlphaZeroTraining;

/// The training that was reconciled is being deleted, or another one has its name by now. Nothing
/// is to be written for it any more.
public final class TrainingGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingGoneException(AlphaZeroTraining training) {
    super(
        "the training must exist, namespace=%s, name=%s, uid=%s"
            .formatted(
                training.getMetadata().getNamespace(),
                training.getMetadata().getName(),
                training.getMetadata().getUid()));
  }
}
