package dev.alphazero.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceAttributesTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 4", "6, 8", "16, 28", "64, 124"})
  void aGpusLanesHaveCoresOfTheirOwn(int cores, int threads) {
    assertThat(DeviceAttributes.GPU.threads(cores)).isEqualTo(threads);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "64"})
  void aProcessorHasAThreadACore(int cores) {
    assertThat(DeviceAttributes.PROCESSOR.threads(cores)).isEqualTo(cores);
  }
}
