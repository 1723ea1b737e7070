package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RootNoiseTest {
  private static final int SAMPLES = 20_000;

  private final CounterRandom random = CounterRandom.of(1, 2, 3, Purpose.ROOT_NOISE);

  /// A share's mean is 1/k and its variance (k - 1) / (k² (k alpha + 1)).
  @Test
  void dirichletHasItsMoments() {
    for (double alpha : new double[] {0.03, 0.3, 1, 2.5}) {
      int k = 4;
      double sum = 0;
      double squares = 0;
      float[] out = new float[k];
      for (int i = 0; i < SAMPLES; i++) {
        RootNoise.dirichlet(random, alpha, k, out);
        assertThat(out[0] + out[1] + out[2] + out[3]).isCloseTo(1, within(1e-5f));
        sum += out[3];
        squares += out[3] * out[3];
      }
      double mean = sum / SAMPLES;
      double variance = squares / SAMPLES - mean * mean;
      assertThat(mean).isCloseTo(0.25, within(0.015));
      assertThat(variance).isCloseTo(3 / (16 * (4 * alpha + 1)), within(0.008));
    }
  }

  @Test
  void dirichletSurvivesTinyAlpha() {
    float[] out = new float[362];
    for (int i = 0; i < 200; i++) {
      RootNoise.dirichlet(random, 1e-4, out.length, out);
      float sum = 0;
      for (float share : out) {
        sum += share;
      }
      assertThat(sum).isCloseTo(1, within(1e-4f));
    }
    assertThatThrownBy(() -> RootNoise.dirichlet(random, 0, 3, out))
        .hasMessage("alpha must be positive, alpha=0.0");
  }

  /// Mean is Euler's constant, variance π² / 6.
  @Test
  void gumbelHasItsMoments() {
    float[] out = new float[SAMPLES];
    RootNoise.gumbel(random, SAMPLES, out);
    double sum = 0;
    double squares = 0;
    for (float g : out) {
      sum += g;
      squares += g * g;
    }
    double mean = sum / SAMPLES;
    assertThat(mean).isCloseTo(0.5772, within(0.03));
    assertThat(squares / SAMPLES - mean * mean).isCloseTo(1.6449, within(0.08));
  }

  @Test
  void aKeyGivesTheSameNoise() {
    float[] first = new float[5];
    float[] second = new float[9];
    RootNoise.dirichlet(CounterRandom.of(1, 2, 3, Purpose.TEST), 0.3, 5, first);
    RootNoise.dirichlet(CounterRandom.of(1, 2, 3, Purpose.TEST), 0.3, 5, second);
    assertThat(Arrays.copyOf(second, 5)).containsExactly(first);
    assertThat(Arrays.copyOfRange(second, 5, 9)).containsOnly(0);
  }
}
