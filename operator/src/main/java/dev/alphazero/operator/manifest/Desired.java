package dev.alphazero.operator.manifest;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.operator.freeze.Frozen;
import dev.alphazero.operator.lifecycle.RunPlan;
import dev.alphazero.operator.observe.ClaimFacts;
import dev.alphazero.operator.tls.TrainingCertificates;
import org.jspecify.annotations.Nullable;

/// What the children of a training follow from.
///
/// @param claim the volume as it is; null if there is none yet
/// @param limits how the learner gets the training's limits
public record Desired(
    AlphaZeroTraining training,
    Frozen frozen,
    RunPlan plan,
    TrainingCertificates certificates,
    @Nullable ClaimFacts claim,
    LimitsWay limits,
    OperatorConfig operator) {
  /// Returns the name of the training.
  String name() {
    return training.getMetadata().getName();
  }
}
