package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.PrecisionMeasurement.Purpose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrecisionMeasurementTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1000, 1900, NaN, BF16, false
          1000, 1050, NaN, FP32, false
          1000, 530, NaN, FP32, false
          1000, 1200, 0.25, BF16, false
          # on a loaded machine
          1000, 1200, 0.26, FP32, true
          1000, 1499, 0.9, FP32, true
          1000, 1900, 0.9, BF16, true
          """)
  void bf16MustBeClearlyFaster(
      double fp32, double bf16, double otherWork, Precision expected, boolean provisional) {
    PrecisionMeasurement measurement =
        new PrecisionMeasurement(
                Purpose.INFERENCE,
                NetworkFixtures.BOARD,
                "cpu",
                "libtorch",
                32,
                1,
                fp32,
                bf16,
                null)
            .withOtherWork(otherWork);
    assertThat(measurement.choice()).isEqualTo(expected);
    assertThat(measurement.isProvisional()).isEqualTo(provisional);
  }
}
