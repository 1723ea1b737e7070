package dev.alphazero.worker.learner;

import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.TrainableModel;

/// `TrainStep` on one model. Belongs to the thread that made the model.
public record EngineTrainStep(TrainableModel model) implements TrainStep {
  @Override
  public StepLoss step(TrainBatch batch, float learningRate, float emaDecay) {
    return model.step(batch, learningRate, emaDecay);
  }

  @Override
  public TrainState state() {
    return model.state();
  }

  @Override
  public void restore(TrainState state) {
    model.restore(state);
  }

  @Override
  public void close() {
    model.close();
  }
}
