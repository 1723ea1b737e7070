package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.Weights;

/// Everything that a learner needs to go on, beside the episode log.
public record Checkpoint(CheckpointHeader header, TrainState state) {
  /// Returns the weights to play with.
  public Weights weights() {
    return new Weights(header.progress().version(), state.average());
  }
}
