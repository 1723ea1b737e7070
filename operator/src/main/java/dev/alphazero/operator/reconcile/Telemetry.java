package dev.alphazero.operator.reconcile;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.operator.apply.Refusal;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/// What is told to those who watch the operator. Called by any reconciliation's thread.
public interface Telemetry {
  /// A training's status as it was just assembled.
  ///
  /// @param demandRatio actors wanted over actors that there are
  void status(ResourceID training, AlphaZeroTrainingStatus status, double demandRatio);

  /// The API server refused a write.
  void refused(Refusal refusal);

  /// A training was deleted.
  void gone(ResourceID training);
}
