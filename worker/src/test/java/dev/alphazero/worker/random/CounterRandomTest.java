package dev.alphazero.worker.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CounterRandomTest {
  /// SplitMix64 seeded with the hashed key: any change here changes what every seed means.
  @Test
  void numbersOfAKeyNeverChange() {
    CounterRandom random = CounterRandom.of(1, 2, 3, Purpose.ROOT_NOISE);
    assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
        .containsExactly(GOLDEN);
  }

  @Test
  void everyPartOfTheKeyMatters() {
    Set<Long> first = new HashSet<>();
    for (long seed = 0; seed < 4; seed++) {
      for (long stream = 0; stream < 4; stream++) {
        for (long index = 0; index < 4; index++) {
          for (Purpose purpose : Purpose.values()) {
            first.add(CounterRandom.of(seed, stream, index, purpose).nextLong());
          }
        }
      }
    }
    assertThat(first).hasSize(4 * 4 * 4 * Purpose.values().length);
  }

  @Test
  void purposesHaveCodesOfTheirOwn() {
    Set<Long> codes = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      assertThat(codes.add(purpose.code)).as("%s", purpose).isTrue();
    }
  }

  @Test
  void boundedIntegersAreUniform() {
    CounterRandom random = CounterRandom.of(7, 0, 0, Purpose.TEST);
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[random.nextInt(10)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void gaussiansHaveMeanZeroAndVarianceOne() {
    CounterRandom random = CounterRandom.of(8, 0, 0, Purpose.TEST);
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      sum += x;
      squares += x * x;
    }
    assertThat(sum / n).isBetween(-0.02, 0.02);
    assertThat(squares / n).isBetween(0.98, 1.02);
  }

  @Test
  void doublesStayInTheirRange() {
    CounterRandom random = CounterRandom.of(9, 0, 0, Purpose.TEST);
    for (int i = 0; i < 10_000; i++) {
      assertThat(random.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
  }

  @Test
  void aBoundMustBePositive() {
    CounterRandom random = CounterRandom.of(1, 1, 1, Purpose.TEST);
    assertThatThrownBy(() -> random.nextInt(0)).hasMessageContaining("bound=0");
  }

  private static final long[] GOLDEN = {
    1951571729077802922L, 6436088054133111992L, 6325754075812016866L
  };
}
