package dev.alphazero.worker.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FastPathTest {
  @ParameterizedTest
  @CsvSource({
    "'', true, true, true",
    "graph, true, false, true",
    "pinned, false, false, true",
    "tuning, true, true, false",
    "'graph,tuning', true, false, false",
  })
  void whatIsNotLeftOutIsWanted(String parts, boolean pinned, boolean graph, boolean tuning) {
    assertThat(FastPath.without(parts)).isEqualTo(new FastPath(pinned, graph, tuning));
  }

  @Test
  void whatIsUnknownIsRefused() {
    assertThatThrownBy(() -> FastPath.without("graphs"))
        .hasMessage(
            "alphazero.torch.without must be of [graph, pinned, tuning], with commas between them,"
                + " alphazero.torch.without=graphs");
  }

  @Test
  void theLibraryHearsBits() {
    assertThat(FastPath.without("").mode()).isEqualTo(3);
    assertThat(FastPath.without("graph").mode()).isEqualTo(1);
    assertThat(FastPath.without("pinned").mode()).isZero();
    assertThat(FastPath.without("").flags(true)).isEqualTo(3);
    assertThat(FastPath.without("tuning").flags(false)).isZero();
  }
}
