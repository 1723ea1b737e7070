package dev.alphazero.operator.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an API server makes of quantities.
final class CanonicalQuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "1024Mi, 1Gi",
    "1.5Gi, 1536Mi",
    "10240Mi, 10Gi",
    "0.5, 500m",
    "1000m, 1",
    "1500m, 1500m",
    "2, 2",
    "0, 0",
    "0Gi, 0",
    "0.5Gi, 512Mi",
    "0.5Ki, 512",
    "1000Ki, 1000Ki",
    "1000M, 1G",
    "1024, 1024",
    "0.001Ki, 1024m",
    "1.0005Ki, 1024512m",
    "4000k, 4M",
    "0.001m, 1u",
    "20Gi, 20Gi"
  })
  void areWrittenInTheCanonicalForm(String written, String canonical) {
    assertThat(CanonicalQuantities.canonical(written)).isEqualTo(canonical);
  }

  @Test
  void areAddedComparedAndRounded() {
    assertThat(CanonicalQuantities.sum("2", "500m")).isEqualTo("2500m");
    assertThat(CanonicalQuantities.sum("4Gi", "8Gi")).isEqualTo("12Gi");
    assertThat(CanonicalQuantities.sum("1G", "1Gi")).isEqualTo("2073741824");
    assertThat(CanonicalQuantities.max("10Gi", "10240Mi")).isEqualTo("10Gi");
    assertThat(CanonicalQuantities.max("10Gi", "20Gi")).isEqualTo("20Gi");
    assertThat(CanonicalQuantities.max("30Gi", "20Gi")).isEqualTo("30Gi");
    assertThat(CanonicalQuantities.roundedUp("500m")).isEqualTo(1);
    assertThat(CanonicalQuantities.roundedUp("2")).isEqualTo(2);
    assertThat(CanonicalQuantities.roundedUp("2001m")).isEqualTo(3);
  }
}
