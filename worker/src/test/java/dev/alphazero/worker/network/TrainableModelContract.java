package dev.alphazero.worker.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.WeightLayout.Role;
import dev.alphazero.worker.network.WeightLayout.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a training step does to weights, average and state, whatever engine takes it.
public abstract class TrainableModelContract {
  private static final List<NetworkSpec> BOTH_SHAPES =
      List.of(NetworkFixtures.BOARD, NetworkFixtures.ROW);
  private static final NetworkSpec SPEC = NetworkFixtures.BOARD;
  private static final WeightLayout LAYOUT = WeightLayout.of(SPEC);

  private static final OptimizerSettings SETTINGS = OptimizerSettings.of(1e-4, 1);

  private final Arena arena = Arena.ofConfined();

  /// Returns the engine that is tested.
  protected abstract Engine engine();

  @AfterEach
  void free() {
    arena.close();
  }

  @ParameterizedTest
  @EnumSource
  void learnsOneBatchByHeart(Precision precision) {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 16, 1);
    try (TrainableModel model = engine().newTrainableModel(SPEC, precision, SETTINGS)) {
      model.restore(TrainState.initial(SPEC, InitialWeights.of(SPEC, 1)));
      StepLoss first = model.step(batch, 0.01f, 0.9f);
      StepLoss last = first;
      for (int i = 0; i < 60; i++) {
        last = model.step(batch, 0.01f, 0.9f);
      }
      double least = targetEntropy(batch);
      assertThat((double) first.policy()).isGreaterThan(least + 0.05);
      assertThat((double) last.policy()).isBetween(least, least + 0.01);
      assertThat(first.value()).isGreaterThan(0.4f);
      assertThat(last.value()).isLessThan(0.01f);
    }
  }

  /// Returns the entropy of the targets in nats, below which no cross entropy goes.
  private static double targetEntropy(TrainBatch batch) {
    double sum = 0;
    for (long i = 0; i < (long) batch.n() * SPEC.actions(); i++) {
      double p = batch.policy().getAtIndex(JAVA_FLOAT, i);
      sum -= p == 0 ? 0 : p * Math.log(p);
    }
    return sum / batch.n();
  }

  @Test
  void theFirstPolicyIsUniformOverLegalActions() {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 16, 1);
    double expected = 0;
    for (int i = 0; i < 16; i++) {
      int legal = 0;
      for (int a = 0; a < SPEC.actions(); a++) {
        legal += (int) batch.legal().getAtIndex(JAVA_FLOAT, (long) i * SPEC.actions() + a);
      }
      expected += Math.log(legal) / 16;
    }
    StepLoss loss =
        TrainingStep.unclipped(engine(), SPEC, InitialWeights.of(SPEC, 1), batch).loss();
    assertThat((double) loss.policyEntropy()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void onlyWeightsDecay() {
    float[] weights = NetworkFixtures.weights(SPEC, 1);
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 8, 1);
    batch.policy().fill((byte) 0);
    batch.valueWeights().fill((byte) 0);
    TrainingStep step =
        TrainingStep.of(
            engine(), SPEC, Precision.FP32, OptimizerSettings.of(0.5, 1), weights, batch);
    assertThat(step.loss().gradientNorm()).isZero();
    for (int i = 0; i < LAYOUT.parameters(); i++) {
      if (i < LAYOUT.end(Role.WEIGHT)) {
        assertThat(step.after().weights()[i]).isCloseTo(weights[i] * 0.995f, within(1e-6f));
      } else {
        assertThat(step.after().weights()[i]).isEqualTo(weights[i]);
      }
    }
  }

  @Test
  void theAverageCoversWeightsAndStatistics() {
    float[] weights = NetworkFixtures.weights(SPEC, 1);
    TrainState after =
        TrainingStep.unclipped(engine(), SPEC, weights, NetworkFixtures.batch(arena, SPEC, 8, 1))
            .after();
    for (Tensor tensor : LAYOUT.tensors()) {
      float moved = 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
        float middle = (weights[i] + after.weights()[i]) / 2;
        assertThat(after.average()[i]).as(tensor.name()).isCloseTo(middle, within(1e-6f));
        moved += Math.abs(after.weights()[i] - weights[i]);
      }
      if (isConvolutionBias(tensor)) {
        assertThat(moved).as(tensor.name()).isZero();
      } else {
        assertThat(moved).as(tensor.name()).isPositive();
      }
    }
  }

  /// Batch norm takes these out again: they have no gradient.
  private static boolean isConvolutionBias(Tensor tensor) {
    return SPEC.tower().convolutions().stream()
        .anyMatch(convolution -> tensor.name().equals(convolution.name() + ".bias"));
  }

  @Test
  void thePublishedNetworkIsTheAverageInEvaluationMode() {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 16, 1);
    float[] average;
    try (TrainableModel model = engine().newTrainableModel(SPEC, Precision.FP32, SETTINGS)) {
      model.restore(TrainState.initial(SPEC, InitialWeights.of(SPEC, 1)));
      for (int i = 0; i < 20; i++) {
        model.step(batch, 0.01f, 0.8f);
      }
      average = model.state().average();
    }
    ReferenceNetwork.Output expected =
        new ReferenceNetwork(SPEC, NetworkFixtures.doubles(average), false)
            .forward(16, batch.planes());
    MemorySegment logits = arena.allocate(16L * SPEC.actions() * Float.BYTES, 64);
    MemorySegment values = arena.allocate(16L * Float.BYTES, 64);
    try (LoadableModel published = engine().newModel(SPEC, Precision.FP32)) {
      published.setWeights(average);
      published.forward(16, batch.planes(), logits, values);
    }
    for (int i = 0; i < 16; i++) {
      assertThat((double) values.getAtIndex(JAVA_FLOAT, i))
          .isCloseTo(expected.values()[i], within(2e-5));
      for (int a = 0; a < SPEC.actions(); a++) {
        assertThat((double) logits.getAtIndex(JAVA_FLOAT, (long) i * SPEC.actions() + a))
            .isCloseTo(expected.policyLogits()[i][a], within(2e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuesBitForBit(Precision precision) {
    for (NetworkSpec spec : BOTH_SHAPES) {
      TrainState start = TrainState.initial(spec, InitialWeights.of(spec, 7));
      TrainState straight = train(spec, precision, start, 10);
      TrainState resumed = train(spec, precision, train(spec, precision, start, 5), 5);
      assertThat(resumed.step()).isEqualTo(straight.step()).isEqualTo(10);
      assertThat(resumed.weights()).isEqualTo(straight.weights());
      assertThat(resumed.average()).isEqualTo(straight.average());
      assertThat(resumed.firstMoments()).isEqualTo(straight.firstMoments());
      assertThat(resumed.secondMoments()).isEqualTo(straight.secondMoments());
      assertThat(Arrays.equals(straight.weights(), start.weights())).isFalse();
    }
  }

  /// Each step has its own batch and learning rate, by its number.
  private TrainState train(NetworkSpec spec, Precision precision, TrainState from, int steps) {
    try (Arena batches = Arena.ofConfined();
        TrainableModel model = engine().newTrainableModel(spec, precision, SETTINGS)) {
      model.restore(from);
      for (long i = from.step(); i < from.step() + steps; i++) {
        model.step(NetworkFixtures.batch(batches, spec, 24, i), 0.01f / (1 + i), 0.9f);
      }
      return model.state();
    }
  }

  @Test
  void aGradientChangesNothing() {
    Gradient first = Gradient.allocate(arena, SPEC);
    Gradient second = Gradient.allocate(arena, SPEC);
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 24, 1);
    TrainState start = TrainState.initial(SPEC, NetworkFixtures.weights(SPEC, 7));
    try (TrainableModel model = engine().newTrainableModel(SPEC, Precision.BF16, SETTINGS)) {
      model.restore(start);
      model.gradient(batch, first);
      model.gradient(batch, second);
      assertThat(second.numbers().toArray(JAVA_FLOAT))
          .isEqualTo(first.numbers().toArray(JAVA_FLOAT));
      assertThat(model.state()).usingRecursiveComparison().isEqualTo(start);
      StepLoss applied = model.apply(first, 0.01f, 0.9f);
      assertThat(first.numbers().mismatch(second.numbers())).isEqualTo(-1);
      TrainState after = model.state();
      model.restore(start);
      assertThat(model.step(batch, 0.01f, 0.9f)).isEqualTo(applied);
      assertThat(model.state()).usingRecursiveComparison().isEqualTo(after);
    }
  }

  @Test
  void refusesTheStateOfAnotherNetwork() {
    try (TrainableModel model = engine().newTrainableModel(SPEC, Precision.FP32, SETTINGS)) {
      TrainState other =
          TrainState.initial(NetworkFixtures.ROW, InitialWeights.of(NetworkFixtures.ROW, 1));
      assertThatThrownBy(() -> model.restore(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must have the network's size " + LAYOUT.size());
    }
  }
}
