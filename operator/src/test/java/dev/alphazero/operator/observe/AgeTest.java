package dev.alphazero.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeTest {
  @ParameterizedTest
  @CsvSource({
    "10, 9, true",
    "9, 10, false",
    "10, 10, false",
    "99999999999999999999, 9, true",
    "a, 9, true",
    "9, a, true",
  })
  void newerIsTheLargerVersion(String version, String other, boolean newer) {
    assertThat(Age.isNewer(of(version), of(other))).isEqualTo(newer);
  }

  private static ConfigMap of(String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
