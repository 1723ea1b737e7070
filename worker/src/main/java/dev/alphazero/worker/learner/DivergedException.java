package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.StepLoss;

/// A training step gave a loss that is no number: the weights are lost since the last checkpoint.
public final class DivergedException extends RuntimeException {
  DivergedException(long step, float learningRate, StepLoss loss) {
    super(
        ("training diverged: losses must be finite, step=%d, policy=%s, value=%s, gradientNorm=%s,"
                + " learningRate=%s. Lower the learning rate and run the same command again: it"
                + " resumes from the newest checkpoint.")
            .formatted(step, loss.policy(), loss.value(), loss.gradientNorm(), learningRate));
  }
}
