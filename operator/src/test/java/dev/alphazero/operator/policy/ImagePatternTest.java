package dev.alphazero.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which images a pattern covers.
final class ImagePatternTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String OTHER = "sha256:" + "b".repeat(64);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ghcr.io/acme/worker   | ghcr.io/acme/worker                | true
          ghcr.io/acme/worker   | ghcr.io/acme/worker:1              | true
          ghcr.io/acme/worker   | ghcr.io/acme/worker@DIGEST         | true
          ghcr.io/acme/worker   | ghcr.io/acme/worker:1@DIGEST       | true
          ghcr.io/acme/worker   | ghcr.io/acme/worker/cuda:1         | true
          ghcr.io/acme/worker   | GHCR.io/acme/worker:1              | true
          ghcr.io/acme/worker   | ghcr.io/acme/worker-evil:1         | false
          ghcr.io/acme/worker   | ghcr.io/acme/workerevil            | false
          ghcr.io/acme/worker   | ghcr.io:443/acme/worker            | false
          ghcr.io/acme/worker   | evil.io/ghcr.io/acme/worker        | false
          ghcr.io/acme/worker   | acme/worker                        | false
          ghcr.io/acme          | ghcr.io/acme/worker:1              | true
          ghcr.io/acme          | ghcr.io/acme-evil/worker:1         | false
          ghcr.io/              | ghcr.io/anything/at/all:1          | true
          ghcr.io/              | ghcr.io.evil.org/acme/worker       | false
          ghcr.io/acme/         | ghcr.io/acme/worker                | true
          ghcr.io/acme/         | ghcr.io/acmes/worker               | false
          localhost:5000/       | localhost:5000/worker              | true
          localhost:5000/       | localhost:5001/worker              | false
          localhost/worker      | localhost:5000/worker              | false
          alphazero/worker      | docker.io/alphazero/worker:2       | true
          alphazero/worker      | index.docker.io/alphazero/worker:2 | true
          alphazero/worker      | alphazero/worker                   | true
          alphazero/worker      | quay.io/alphazero/worker           | false
          docker.io/worker      | worker:1                           | true
          worker                | docker.io/library/worker           | true
          worker                | acme/worker                        | false
          docker.io/            | worker                             | true
          docker.io/            | acme/worker                        | true
          docker.io/            | ghcr.io/acme/worker                | false
          acme/                 | docker.io/acme/worker              | true
          acme/                 | docker.io/acmes/worker             | false
          acme/worker:1         | acme/worker:1                      | true
          acme/worker:1         | acme/worker:1.2                    | false
          acme/worker:1         | acme/worker                        | false
          acme/worker:1         | acme/worker:1@DIGEST               | false
          acme/worker:1         | acme/worker/cuda:1                 | false
          acme/worker@DIGEST    | acme/worker@DIGEST                 | true
          acme/worker@DIGEST    | acme/worker:1@DIGEST               | true
          acme/worker@DIGEST    | acme/worker@OTHER                  | false
          my_org/worker         | docker.io/my_org/worker:1          | true
          *                     | evil.io/x                          | true
          """)
  void aRepositoryEndsWhereItsNameDoes(String pattern, String image, boolean covers) {
    ImageName name = Objects.requireNonNull(ImageName.parse(filled(image)));

    assertThat(ImagePattern.isValid(filled(pattern))).isTrue();
    assertThat(ImagePattern.covers(filled(pattern), name)).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Acme/worker",
        "acme/Worker",
        "acme//worker",
        "acme/worker:",
        "acme/worker:1/evil",
        "acme/worker:1:2",
        "acme/worker@sha256:short",
        "acme/worker ",
        "../worker",
        "https://ghcr.io/acme/worker"
      })
  void whatIsNoImageHasNoName(String text) {
    assertThat(ImageName.parse(text)).isNull();
    assertThat(ImagePattern.isValid(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghcr.io", "registry.example.com", "/", "ghcr.io//"})
  void aRegistryHasASlashAtItsEnd(String pattern) {
    assertThat(ImagePattern.isValid(pattern)).isFalse();
  }

  private static String filled(String text) {
    return text.replace("DIGEST", DIGEST).replace("OTHER", OTHER);
  }
}
