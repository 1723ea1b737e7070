package dev.alphazero.worker.network;

/// What one training step saw, before it changed the weights.
///
/// @param policy cross entropy between target and policy, in nats, mean over the batch
/// @param value weighted squared error of the value, mean over the batch
/// @param gradientNorm Euclidean norm of the gradient before it was clipped
/// @param policyEntropy entropy of the network's policy over legal actions, in nats, mean over the
///   batch
public record StepLoss(float policy, float value, float gradientNorm, float policyEntropy) {
  /// Returns what the step descends on.
  public float total() {
    return policy + value;
  }

  /// Returns whether the step was sound. After one that was not, the weights are lost.
  public boolean isFinite() {
    return Float.isFinite(policy) && Float.isFinite(value) && Float.isFinite(gradientNorm);
  }
}
