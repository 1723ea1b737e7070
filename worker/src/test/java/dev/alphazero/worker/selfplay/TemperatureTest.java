package dev.alphazero.worker.selfplay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import org.junit.jupiter.api.Test;

final class TemperatureTest {
  private static final int[] VISITS = {10, 30, 0, 60, 999};
  private static final int K = 4; // the last entry lies beyond k

  @Test
  void changesAfterItsPlies() {
    Temperature temperature = new Temperature(1, 0.25f, 30);
    assertThat(temperature.at(29)).isEqualTo(1);
    assertThat(temperature.at(30)).isEqualTo(0.25f);
  }

  @Test
  void zeroPlaysTheMostVisitedMove() {
    Temperature greedy = new Temperature(0, 0, 0);
    assertThat(greedy.draw(0, VISITS, K, random(0))).isEqualTo(3);
  }

  @Test
  void oneDrawsInProportionToVisits() {
    double[] shares = shares(new Temperature(1, 1, 0));
    assertThat(shares[0]).isCloseTo(0.1, within(0.01));
    assertThat(shares[1]).isCloseTo(0.3, within(0.01));
    assertThat(shares[2]).isZero();
    assertThat(shares[3]).isCloseTo(0.6, within(0.01));
  }

  @Test
  void oneHalfDrawsInProportionToSquares() {
    double[] shares = shares(new Temperature(0.5f, 0.5f, 0));
    assertThat(shares[0]).isCloseTo(1 / 46.0, within(0.01));
    assertThat(shares[1]).isCloseTo(9 / 46.0, within(0.01));
    assertThat(shares[3]).isCloseTo(36 / 46.0, within(0.01));
  }

  @Test
  void aNegativeTemperatureIsRefused() {
    assertThatThrownBy(() -> new Temperature(-1, 0, 0)).hasMessageContaining("initial=-1");
  }

  private static double[] shares(Temperature temperature) {
    double[] shares = new double[K];
    int n = 40_000;
    for (int i = 0; i < n; i++) {
      shares[temperature.draw(0, VISITS, K, random(i))] += 1.0 / n;
    }
    return shares;
  }

  private static CounterRandom random(long stream) {
    return CounterRandom.of(1, stream, 0, Purpose.TEST);
  }
}
