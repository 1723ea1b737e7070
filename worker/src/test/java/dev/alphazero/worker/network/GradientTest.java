package dev.alphazero.worker.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GradientTest {
  private static final NetworkSpec SPEC = NetworkFixtures.BOARD;
  private static final float[] WEIGHTS = {0.25f, 0.5f, 0.25f};

  private final Arena arena = Arena.ofConfined();
  private final List<Gradient> parts = IntStream.range(0, 3).mapToObj(this::random).toList();

  @AfterEach
  void free() {
    arena.close();
  }

  @Test
  void theMeanWeighsTheParts() {
    float[] mean = mean(1);
    for (int i = 0; i < mean.length; i++) {
      float expected = 0;
      for (int part = 0; part < WEIGHTS.length; part++) {
        expected += WEIGHTS[part] * parts.get(part).numbers().getAtIndex(JAVA_FLOAT, i);
      }
      assertThat(mean[i]).isEqualTo(expected);
    }
  }

  @Test
  void theNumberOfRangesDoesNotShow() {
    assertThat(mean(2)).isEqualTo(mean(1));
    assertThat(mean(7)).isEqualTo(mean(1));
  }

  @Test
  void theLossesComeLast() {
    Gradient gradient = parts.getFirst();
    int at = WeightLayout.of(SPEC).size();
    assertThat(gradient.length()).isEqualTo(at + 3);
    StepLoss loss = gradient.loss(4);
    assertThat(loss)
        .isEqualTo(
            new StepLoss(
                gradient.numbers().getAtIndex(JAVA_FLOAT, at),
                gradient.numbers().getAtIndex(JAVA_FLOAT, at + 1),
                4,
                gradient.numbers().getAtIndex(JAVA_FLOAT, at + 2)));
  }

  private float[] mean(int ranges) {
    Gradient mean = Gradient.allocate(arena, SPEC);
    for (int range = ranges - 1; range >= 0; range--) {
      mean.setMean(parts, WEIGHTS, range, ranges);
    }
    return mean.numbers().toArray(JAVA_FLOAT);
  }

  private Gradient random(int seed) {
    CounterRandom random = CounterRandom.of(seed, 0, 0, Purpose.TEST);
    Gradient gradient = Gradient.allocate(arena, SPEC);
    for (int i = 0; i < gradient.length(); i++) {
      gradient.numbers().setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return gradient;
  }
}
