package dev.alphazero.worker.learner;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.WeightLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Arithmetic that stands for training: every number of the batch, the learning rate, the decay and
/// the state before change the state after.
final class FakeTrainStep implements TrainStep {
  final List<Float> learningRates = new ArrayList<>();
  final List<Float> emaDecays = new ArrayList<>();

  /// What the next steps return.
  StepLoss loss = new StepLoss(2, 1, 0.5f, 1.5f);

  boolean closed;
  private TrainState state;

  FakeTrainStep(NetworkSpec spec) {
    state = TrainState.initial(spec, new float[WeightLayout.of(spec).size()]);
  }

  @Override
  public StepLoss step(TrainBatch batch, float learningRate, float emaDecay) {
    learningRates.add(learningRate);
    emaDecays.add(emaDecay);
    float seen =
        sum(batch.planes(), 1)
            + sum(batch.policy(), 2)
            + sum(batch.legal(), 3)
            + sum(batch.values(), 4)
            + sum(batch.valueWeights(), 5);
    TrainState next = copy(state);
    for (int i = 0; i < next.firstMoments().length; i++) {
      next.firstMoments()[i] = 0.9f * next.firstMoments()[i] + seen / (i + 1);
      next.secondMoments()[i] = 0.99f * next.secondMoments()[i] + seen * seen / (i + 1);
    }
    for (int i = 0; i < next.weights().length; i++) {
      next.weights()[i] -= learningRate * next.firstMoments()[i % next.firstMoments().length];
      next.average()[i] = emaDecay * next.average()[i] + (1 - emaDecay) * next.weights()[i];
    }
    state =
        new TrainState(
            state.step() + 1,
            next.weights(),
            next.average(),
            next.firstMoments(),
            next.secondMoments());
    return loss;
  }

  private static float sum(MemorySegment floats, int salt) {
    float sum = 0;
    for (long i = 0; i < floats.byteSize() / Float.BYTES; i++) {
      sum += floats.getAtIndex(JAVA_FLOAT, i) * (1 + (i * 31 + salt) % 17);
    }
    return sum / floats.byteSize();
  }

  @Override
  public TrainState state() {
    return copy(state);
  }

  @Override
  public void restore(TrainState from) {
    state = copy(from);
  }

  @Override
  public void close() {
    closed = true;
  }

  private static TrainState copy(TrainState state) {
    return new TrainState(
        state.step(),
        state.weights().clone(),
        state.average().clone(),
        state.firstMoments().clone(),
        state.secondMoments().clone());
  }
}
