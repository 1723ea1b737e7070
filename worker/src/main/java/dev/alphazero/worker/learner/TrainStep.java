package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;

/// A network in training; the seam between learner and engine. Used by one thread.
public interface TrainStep extends AutoCloseable {
  /// Takes one step of the optimiser. The batch belongs to the caller again on return.
  ///
  /// @param emaDecay share of the moving average that stays, in [0, 1)
  StepLoss step(TrainBatch batch, float learningRate, float emaDecay);

  /// Returns a copy of everything a step changes.
  TrainState state();

  /// Goes on from a state.
  void restore(TrainState state);

  @Override
  void close();
}
