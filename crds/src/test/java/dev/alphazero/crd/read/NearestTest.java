package dev.alphazero.crd.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> KNOWN =
      List.of("batchSize", "batchTimeout", "simulations", "seed", "connect-four", "activeDeadline");

  @ParameterizedTest
  @CsvSource({
    "simulation, simulations",
    "simluations, simulations",
    "BATCH_SIZE, batchSize",
    "batchTimeuot, batchTimeout",
    "connect4, connect-four",
    "sede, seed",
    "deadline, activeDeadline"
  })
  void findsTheNameThatWasMeant(String typed, String meant) {
    assertThat(Nearest.to(typed, KNOWN)).isEqualTo(meant);
    assertThat(Nearest.hint(typed, KNOWN)).isEqualTo("did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"temperature", "x", "''", "abcd"})
  void namesAllWhenNoneIsNear(String typed) {
    assertThat(Nearest.to(typed, KNOWN)).isNull();
    assertThat(Nearest.hint(typed, KNOWN)).startsWith("known: batchSize, ");
  }
}
