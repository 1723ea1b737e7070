package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.StepLoss;

/// Moving averages of the losses over about the last 100 steps, for people to watch. Used by one
/// thread.
public final class LossAverage {
  private static final double DECAY = 0.99;

  private double policy;
  private double value;
  private double policyEntropy;
  private double weight;

  void add(StepLoss loss) {
    policy = DECAY * policy + (1 - DECAY) * loss.policy();
    value = DECAY * value + (1 - DECAY) * loss.value();
    policyEntropy = DECAY * policyEntropy + (1 - DECAY) * loss.policyEntropy();
    weight = DECAY * weight + (1 - DECAY);
  }

  /// Returns the mean cross entropy of the policy in nats, NaN before the first step.
  public double policy() {
    return policy / weight;
  }

  /// Returns the mean squared error of the value, NaN before the first step.
  public double value() {
    return value / weight;
  }

  /// Returns the mean entropy of the network's policy in nats, NaN before the first step.
  public double policyEntropy() {
    return policyEntropy / weight;
  }
}
