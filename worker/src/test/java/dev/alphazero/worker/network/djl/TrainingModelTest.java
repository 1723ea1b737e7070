package dev.alphazero.worker.network.djl;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.Gradient;
import dev.alphazero.worker.network.InitialWeights;
import dev.alphazero.worker.network.NetworkFixtures;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.OptimizerSettings;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.ReferenceNetwork;
import dev.alphazero.worker.network.StepLoss;
import dev.alphazero.worker.network.TrainBatch;
import dev.alphazero.worker.network.TrainState;
import dev.alphazero.worker.network.WeightLayout;
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
import org.junit.jupiter.params.provider.FieldSource;

final class TrainingModelTest {
  private static final List<NetworkSpec> BOTH_SHAPES =
      List.of(NetworkFixtures.BOARD, NetworkFixtures.ROW);
  private static final NetworkSpec SPEC = NetworkFixtures.BOARD;
  private static final WeightLayout LAYOUT = WeightLayout.of(SPEC);

  /// A gradient norm that no test reaches: nothing is clipped.
  private static final double NO_CLIPPING = 1e9;

  private static final OptimizerSettings SETTINGS = OptimizerSettings.of(1e-4, 1);

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void free() {
    arena.close();
  }

  /// Takes one step from a state, and returns what came of it.
  private record Step(StepLoss loss, TrainState after) {
    static Step of(
        NetworkSpec spec,
        Precision precision,
        OptimizerSettings settings,
        float[] weights,
        TrainBatch batch) {
      try (TrainingModel model = new TrainingModel(spec, precision, settings)) {
        model.restore(TrainState.initial(spec, weights));
        StepLoss loss = model.step(batch, 0.01f, 0.5f);
        return new Step(loss, model.state());
      }
    }

    /// After the first step AdamW's first moment is (1 − β₁) times the gradient.
    double gradient(int parameter) {
      return after.firstMoments()[parameter] / (1 - SETTINGS.beta1());
    }
  }

  private Step step(float[] weights, TrainBatch batch) {
    return Step.of(SPEC, Precision.FP32, OptimizerSettings.of(1e-4, NO_CLIPPING), weights, batch);
  }

  /// The loss in double precision, moved by 1e-6 to both sides: its own error is about 1e-9, that
  /// of the FP32 gradient about 1e-6 of the largest term in its sums.
  @ParameterizedTest
  @FieldSource("BOTH_SHAPES")
  void gradientsAreThoseOfFiniteDifferences(NetworkSpec spec) {
    float[] weights = NetworkFixtures.weights(spec, 5);
    TrainBatch batch = NetworkFixtures.batch(arena, spec, 6, 5);
    Step step = Step.of(spec, Precision.FP32, OptimizerSettings.of(0, NO_CLIPPING), weights, batch);
    double[] exact = NetworkFixtures.doubles(weights);
    assertThat((double) step.loss().total())
        .isCloseTo(new ReferenceNetwork(spec, exact, true).loss(batch), within(1e-5));
    double largest = 0;
    for (Tensor tensor : WeightLayout.of(spec).tensors()) {
      if (tensor.role() == Role.STATISTIC) {
        continue;
      }
      for (int i = tensor.offset();
          i < tensor.offset() + tensor.size();
          i += 1 + tensor.size() / 5) {
        double expected = slope(spec, exact, i, batch);
        largest = Math.max(largest, Math.abs(expected));
        assertThat(step.gradient(i)).as(tensor.name()).isCloseTo(expected, within(1e-5));
      }
    }
    assertThat(largest).isGreaterThan(0.05);
  }

  private static double slope(NetworkSpec spec, double[] weights, int i, TrainBatch batch) {
    double h = 1e-6;
    double[] moved = weights.clone();
    moved[i] = weights[i] + h;
    double above = new ReferenceNetwork(spec, moved, true).loss(batch);
    moved[i] = weights[i] - h;
    double below = new ReferenceNetwork(spec, moved, true).loss(batch);
    return (above - below) / (2 * h);
  }

  @ParameterizedTest
  @FieldSource("BOTH_SHAPES")
  void gradientsInBf16PointWhereThoseInFp32Do(NetworkSpec spec) {
    float[] weights = NetworkFixtures.weights(spec, 5);
    TrainBatch batch = NetworkFixtures.batch(arena, spec, 64, 5);
    OptimizerSettings settings = OptimizerSettings.of(0, NO_CLIPPING);
    Step exact = Step.of(spec, Precision.FP32, settings, weights, batch);
    Step rounded = Step.of(spec, Precision.BF16, settings, weights, batch);
    assertThat(rounded.loss().total()).isCloseTo(exact.loss().total(), within(0.01f));
    assertThat(cosine(exact.after().firstMoments(), rounded.after().firstMoments()))
        .isGreaterThan(0.99);
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @ParameterizedTest
  @EnumSource
  void learnsOneBatchByHeart(Precision precision) {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 16, 1);
    try (TrainingModel model = new TrainingModel(SPEC, precision, SETTINGS)) {
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
    StepLoss loss = step(InitialWeights.of(SPEC, 1), batch).loss();
    assertThat((double) loss.policyEntropy()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void illegalActionsGetNoGradient() {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 8, 1);
    int never = 2;
    for (int i = 0; i < 8; i++) {
      for (int a = 0; a < SPEC.actions(); a++) {
        long at = (long) i * SPEC.actions() + a;
        batch.legal().setAtIndex(JAVA_FLOAT, at, a == never ? 0 : 1);
        batch.policy().setAtIndex(JAVA_FLOAT, at, a == never ? 0 : 0.25f);
      }
    }
    Step step = step(NetworkFixtures.weights(SPEC, 1), batch);
    Tensor bias = LAYOUT.tensor("policy.output.bias");
    for (int a = 0; a < SPEC.actions(); a++) {
      if (a == never) {
        assertThat(step.gradient(bias.offset() + a)).isZero();
      } else {
        assertThat(step.gradient(bias.offset() + a)).isNotZero();
      }
    }
  }

  @Test
  void aValueOfWeightZeroGivesNoGradient() {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 8, 1);
    batch.valueWeights().fill((byte) 0);
    Step step = step(NetworkFixtures.weights(SPEC, 1), batch);
    assertThat(step.loss().value()).isZero();
    for (Tensor tensor : LAYOUT.tensors(Role.WEIGHT)) {
      boolean value = tensor.name().startsWith("value.");
      double sum = 0;
      for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
        sum += Math.abs(step.gradient(i));
      }
      if (value) {
        assertThat(sum).as(tensor.name()).isZero();
      } else {
        assertThat(sum).as(tensor.name()).isPositive();
      }
    }
  }

  @Test
  void longGradientsAreScaledAndShortOnesAreNot() {
    float[] weights = NetworkFixtures.weights(SPEC, 1);
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 8, 1);
    Step free = step(weights, batch);
    double norm = free.loss().gradientNorm();
    Step clipped =
        Step.of(SPEC, Precision.FP32, OptimizerSettings.of(1e-4, norm / 4), weights, batch);
    Step untouched =
        Step.of(SPEC, Precision.FP32, OptimizerSettings.of(1e-4, norm * 1.01), weights, batch);
    assertThat((double) clipped.loss().gradientNorm()).isEqualTo(norm);
    double squares = 0;
    for (int i = 0; i < LAYOUT.parameters(); i++) {
      squares += free.gradient(i) * free.gradient(i);
      assertThat(clipped.gradient(i)).isCloseTo(free.gradient(i) / 4, within(1e-6));
      assertThat(untouched.gradient(i)).isEqualTo(free.gradient(i));
    }
    assertThat(Math.sqrt(squares)).isCloseTo(norm, within(1e-4));
  }

  @Test
  void onlyWeightsDecay() {
    float[] weights = NetworkFixtures.weights(SPEC, 1);
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 8, 1);
    batch.policy().fill((byte) 0);
    batch.valueWeights().fill((byte) 0);
    Step step = Step.of(SPEC, Precision.FP32, OptimizerSettings.of(0.5, 1), weights, batch);
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
    TrainState after = step(weights, NetworkFixtures.batch(arena, SPEC, 8, 1)).after();
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
    try (TrainingModel model = new TrainingModel(SPEC, Precision.FP32, SETTINGS)) {
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
    try (InferenceModel published = new InferenceModel(SPEC, Precision.FP32)) {
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
  private static TrainState train(
      NetworkSpec spec, Precision precision, TrainState from, int steps) {
    try (Arena batches = Arena.ofConfined();
        TrainingModel model = new TrainingModel(spec, precision, SETTINGS)) {
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
    try (TrainingModel model = new TrainingModel(SPEC, Precision.BF16, SETTINGS)) {
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
  void keepsNoNativeObjects() {
    TrainBatch batch = NetworkFixtures.batch(arena, SPEC, 8, 1);
    try (TrainingModel model = new TrainingModel(SPEC, Precision.BF16, SETTINGS)) {
      model.restore(TrainState.initial(SPEC, InitialWeights.of(SPEC, 1)));
      model.step(batch, 0.01f, 0.9f);
      int objects = model.nativeObjects();
      for (int i = 0; i < 20; i++) {
        model.step(batch, 0.01f, 0.9f);
        assertThat(model.state().step()).isEqualTo(i + 2);
      }
      assertThat(model.nativeObjects()).isEqualTo(objects);
    }
  }

  @Test
  void refusesTheStateOfAnotherNetwork() {
    try (TrainingModel model = new TrainingModel(SPEC, Precision.FP32, SETTINGS)) {
      TrainState other =
          TrainState.initial(NetworkFixtures.ROW, InitialWeights.of(NetworkFixtures.ROW, 1));
      assertThatThrownBy(() -> model.restore(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must have the network's size " + LAYOUT.size());
    }
  }
}
