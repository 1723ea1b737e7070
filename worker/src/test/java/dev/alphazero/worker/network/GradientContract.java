package dev.alphazero.worker.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.network.WeightLayout.Role;
import dev.alphazero.worker.network.WeightLayout.Tensor;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The gradient of the loss, whatever engine computes it: exact, masked, clipped.
public abstract class GradientContract {
  private static final List<NetworkSpec> BOTH_SHAPES =
      List.of(NetworkFixtures.BOARD, NetworkFixtures.ROW);
  private static final NetworkSpec SPEC = NetworkFixtures.BOARD;
  private static final WeightLayout LAYOUT = WeightLayout.of(SPEC);

  private final Arena arena = Arena.ofConfined();

  /// Returns the engine that is tested.
  protected abstract Engine engine();

  @AfterEach
  void free() {
    arena.close();
  }

  /// The loss in double precision, moved by 1e-6 to both sides: its own error is about 1e-9, that
  /// of the FP32 gradient about 1e-6 of the largest term in its sums.
  @ParameterizedTest
  @FieldSource("BOTH_SHAPES")
  void gradientsAreThoseOfFiniteDifferences(NetworkSpec spec) {
    float[] weights = NetworkFixtures.weights(spec, 5);
    TrainBatch batch = NetworkFixtures.batch(arena, spec, 6, 5);
    TrainingStep step = TrainingStep.bare(engine(), spec, Precision.FP32, weights, batch);
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
    TrainingStep exact = TrainingStep.bare(engine(), spec, Precision.FP32, weights, batch);
    TrainingStep rounded = TrainingStep.bare(engine(), spec, Precision.BF16, weights, batch);
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
    TrainingStep step =
        TrainingStep.unclipped(engine(), SPEC, NetworkFixtures.weights(SPEC, 1), batch);
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
    TrainingStep step =
        TrainingStep.unclipped(engine(), SPEC, NetworkFixtures.weights(SPEC, 1), batch);
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
    TrainingStep free = TrainingStep.unclipped(engine(), SPEC, weights, batch);
    double norm = free.loss().gradientNorm();
    TrainingStep clipped =
        TrainingStep.of(
            engine(), SPEC, Precision.FP32, OptimizerSettings.of(1e-4, norm / 4), weights, batch);
    TrainingStep untouched =
        TrainingStep.of(
            engine(),
            SPEC,
            Precision.FP32,
            OptimizerSettings.of(1e-4, norm * 1.01),
            weights,
            batch);
    assertThat((double) clipped.loss().gradientNorm()).isEqualTo(norm);
    double squares = 0;
    for (int i = 0; i < LAYOUT.parameters(); i++) {
      squares += free.gradient(i) * free.gradient(i);
      assertThat(clipped.gradient(i)).isCloseTo(free.gradient(i) / 4, within(1e-6));
      assertThat(untouched.gradient(i)).isEqualTo(free.gradient(i));
    }
    assertThat(Math.sqrt(squares)).isCloseTo(norm, within(1e-4));
  }
}
