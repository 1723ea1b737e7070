package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an engine's networks say about positions.
public abstract class LoadableModelContract {
  /// FP32 sums of a few hundred terms against double precision.
  private static final double FP32_TOLERANCE = 2e-5;

  /// BF16 has 8 significant bits: about 0.4 % per layer.
  private static final double BF16_TOLERANCE = 0.05;

  /// Returns the engine that is tested.
  protected abstract Engine engine();

  private static NetworkSpec spec(String name) {
    return switch (name) {
      case "board" -> NetworkFixtures.BOARD;
      case "row" -> NetworkFixtures.ROW;
      case "one plane" -> new NetworkSpec(1, 3, 3, 9, 1, 16);
      case "one channel" -> new NetworkSpec(2, 2, 2, 9, 2, 1);
      case "one cell" -> new NetworkSpec(2, 1, 1, 2, 1, 4);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "board, FP32",
    "board, BF16",
    "row, FP32",
    "row, BF16",
    "one plane, FP32",
    "one plane, BF16",
    "one channel, FP32",
    "one channel, BF16",
    "one cell, FP32",
    "one cell, BF16",
  })
  void evaluatesAsTheReferenceDoes(String name, Precision precision) {
    NetworkSpec spec = spec(name);
    try (LoadableModel model = engine().newModel(spec, precision)) {
      assertEvaluatesAsTheReferenceDoes(model, spec, precision);
    }
  }

  /// Checks a model without weights.
  protected static void assertEvaluatesAsTheReferenceDoes(
      LoadableModel model, NetworkSpec spec, Precision precision) {
    float[] weights = NetworkFixtures.weights(spec, 3);
    double tolerance = precision == Precision.FP32 ? FP32_TOLERANCE : BF16_TOLERANCE;
    try (Arena arena = Arena.ofConfined()) {
      model.setWeights(weights);
      for (int n : new int[] {1, 5, 70}) {
        MemorySegment planes = NetworkFixtures.positions(arena, spec, n, n);
        MemorySegment logits = arena.allocate((long) n * spec.actions() * Float.BYTES, 64);
        MemorySegment values = arena.allocate((long) n * Float.BYTES, 64);
        model.forward(n, planes, logits, values);
        ReferenceNetwork.Output expected =
            new ReferenceNetwork(spec, NetworkFixtures.doubles(weights), false).forward(n, planes);
        assertThat(difference(spec, n, logits, values, expected)).isLessThan(tolerance);
      }
    }
  }

  /// Returns the largest difference, in units of the largest logit.
  private static double difference(
      NetworkSpec spec,
      int n,
      MemorySegment logits,
      MemorySegment values,
      ReferenceNetwork.Output expected) {
    float[] actualLogits = NetworkFixtures.floats(logits, n * spec.actions());
    float[] actualValues = NetworkFixtures.floats(values, n);
    double worst = 0;
    double scale = 1;
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < spec.actions(); a++) {
        double logit = actualLogits[i * spec.actions() + a];
        worst = Math.max(worst, Math.abs(logit - expected.policyLogits()[i][a]));
        scale = Math.max(scale, Math.abs(logit));
      }
      worst = Math.max(worst, Math.abs(actualValues[i] - expected.values()[i]));
    }
    return worst / scale;
  }

  @Test
  void theFirstPolicyIsUniformAndTheFirstValueIsZero() {
    NetworkSpec spec = NetworkFixtures.BOARD;
    try (Arena arena = Arena.ofConfined();
        LoadableModel model = engine().newModel(spec, Precision.BF16)) {
      model.setWeights(InitialWeights.of(spec, 1));
      MemorySegment logits = arena.allocate(4L * spec.actions() * Float.BYTES, 64);
      MemorySegment values = arena.allocate(4L * Float.BYTES, 64);
      logits.fill((byte) 1);
      values.fill((byte) 1);
      model.forward(4, NetworkFixtures.positions(arena, spec, 4, 1), logits, values);
      assertThat(NetworkFixtures.floats(logits, 4 * spec.actions())).containsOnly(0);
      assertThat(NetworkFixtures.floats(values, 4)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FP32", "BF16"})
  void repeatsBitForBitAndTakesNewWeights(Precision precision) {
    NetworkSpec spec = NetworkFixtures.BOARD;
    try (Arena arena = Arena.ofConfined();
        LoadableModel model = engine().newModel(spec, precision)) {
      MemorySegment planes = NetworkFixtures.positions(arena, spec, 33, 1);
      MemorySegment logits = arena.allocate(33L * spec.actions() * Float.BYTES, 64);
      MemorySegment values = arena.allocate(33L * Float.BYTES, 64);
      model.setWeights(NetworkFixtures.weights(spec, 1));
      model.forward(33, planes, logits, values);
      float[] first = NetworkFixtures.floats(values, 33);
      model.setWeights(NetworkFixtures.weights(spec, 2));
      model.forward(33, planes, logits, values);
      assertThat(NetworkFixtures.floats(values, 33)).isNotEqualTo(first);
      model.setWeights(NetworkFixtures.weights(spec, 1));
      model.forward(33, planes, logits, values);
      assertThat(NetworkFixtures.floats(values, 33)).isEqualTo(first);
    }
  }

  @Test
  void refusesOtherThreadsMissingWeightsAndShortSegments() throws InterruptedException {
    NetworkSpec spec = NetworkFixtures.BOARD;
    try (Arena arena = Arena.ofConfined();
        LoadableModel model = engine().newModel(spec, Precision.FP32)) {
      MemorySegment planes = NetworkFixtures.positions(arena, spec, 2, 1);
      MemorySegment out = arena.allocate(1000);
      assertThatThrownBy(() -> model.forward(2, planes, out, out))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must have weights");
      float[] weights = InitialWeights.of(spec, 1);
      model.setWeights(weights);
      assertThatThrownBy(() -> model.forward(3, planes, out, out))
          .isInstanceOf(RuntimeException.class);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread other =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      model.setWeights(weights);
                    } catch (IllegalStateException e) {
                      thrown.set(e);
                    }
                  });
      other.join();
      assertThat(thrown.get()).hasMessageContaining("belongs to the thread that made it");
    }
  }
}
