package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.network.PrecisionMeasurement.Purpose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrecisionMeasurementTest {
  @ParameterizedTest
  @CsvSource({"1000, 1900, BF16", "1000, 1050, FP32", "1000, 530, FP32"})
  void bf16MustBeClearlyFaster(double fp32, double bf16, Precision expected) {
    PrecisionMeasurement measurement =
        new PrecisionMeasurement(
            Purpose.INFERENCE, NetworkFixtures.BOARD, "cpu", "libtorch", 32, 1, fp32, bf16);
    assertThat(measurement.choice()).isEqualTo(expected);
  }
}
