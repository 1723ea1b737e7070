package dev.alphazero.worker.benchmark.part;

import dev.alphazero.worker.learner.TrainStep;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;

/// Times the steps of another. Used by one thread.
final class TimedTrainStep implements TrainStep {
  private final TrainStep network;
  private long nanos;

  TimedTrainStep(TrainStep network) {
    this.network = network;
  }

  @Override
  public StepLoss step(TrainBatch batch, float learningRate, float emaDecay) {
    long start = System.nanoTime();
    StepLoss loss = network.step(batch, learningRate, emaDecay);
    nanos += System.nanoTime() - start;
    return loss;
  }

  /// Returns the time in steps since the last call.
  long takeNanos() {
    long taken = nanos;
    nanos = 0;
    return taken;
  }

  @Override
  public TrainState state() {
    return network.state();
  }

  @Override
  public void restore(TrainState state) {
    network.restore(state);
  }

  @Override
  public void close() {
    network.close();
  }
}
