package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.search.exact.Exp;
import dev.alphazero.worker.search.exact.Log;
import org.junit.jupiter.api.Test;

/// `Exp`, `Log` and `Softmax`: near enough to the truth, and the same bits everywhere.
final class PolynomialsTest {
  @Test
  void expIsNearEnough() {
    double worst = 0;
    for (float x = -87; x <= 88; x += 0.00173f) {
      double truth = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Exp.of(x) - truth) / truth);
    }
    assertThat(worst).isLessThan(2.5e-7);
    assertThat(Exp.of(0)).isEqualTo(1);
    assertThat(Exp.of(-87.01f)).isZero();
    assertThat(Exp.of(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Exp.of(1000)).isEqualTo(Exp.of(88)).isFinite();
    assertThat(Exp.of(Float.NaN)).isNaN();
  }

  @Test
  void logIsNearEnough() {
    double worst = 0;
    for (double x = 1e-3; x < 1e9; x *= 1.00037) {
      double truth = StrictMath.log(x);
      worst = Math.max(worst, Math.abs(Log.of(x) - truth) / Math.max(1, Math.abs(truth)));
    }
    assertThat(worst).isLessThan(1e-15);
    assertThat(Log.of(1)).isZero();
    for (int n = 1; n < 1000; n++) {
      double x = (n + 19652.0 + 1) / 19652.0;
      assertThat(Log.of(x)).isCloseTo(StrictMath.log(x), within(1e-16));
    }
  }

  /// Facts for the backends in other languages: the bits of 200,000 results, folded. The same text
  /// in C++ (g++ -O0, -O3 -march=native, with -ffp-contract=off) gives the same two numbers.
  @Test
  void bitsAreThoseThatOtherLanguagesCompute() {
    long exp = 0;
    long log = 0;
    for (int i = 0; i < 100_000; i++) {
      exp = exp * 31 + Float.floatToRawIntBits(Exp.of(i * -0x1p-10f));
      log = log * 31 + Double.doubleToRawLongBits(Log.of(1 + i * 0x1p-12));
    }
    assertThat(Long.toHexString(exp)).isEqualTo("f06b8a6882c943c3");
    assertThat(Long.toHexString(log)).isEqualTo("c17fa9c81df19ff2");
  }

  @Test
  void softmaxIsADistribution() {
    float[] x = {9, 1, 3, 2, 9};
    Softmax.inPlace(x, 1, 3);
    assertThat(x)
        .containsExactly(new float[] {9, 0.09003058f, 0.66524100f, 0.24472848f, 9}, within(1e-7f));
    float[] far = {-1e30f, 1e30f};
    Softmax.inPlace(far, 0, 2);
    assertThat(far).containsExactly(0, 1);
    float[] one = {-12};
    Softmax.inPlace(one, 0, 1);
    assertThat(one).containsExactly(1);
  }

  @Test
  void softmaxRefusesWhatIsNoNumber() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int at = 0; at < 3; at++) {
        float[] x = {0, 1, 2};
        x[at] = bad;
        assertThatThrownBy(() -> Softmax.inPlace(x, 0, 3))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("policy logits must be finite");
      }
    }
  }
}
