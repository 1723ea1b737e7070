package dev.alphazero.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.arena.Elo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class EloJsonTest {
  private static final Path FILE = Path.of("report.json");

  @Test
  void aCleanSweepIsNull() {
    Elo won = Elo.ofPairs(new double[] {1, 1});
    assertThat(JsonFiles.text(won)).contains("\"score\" : 1.0", "\"elo\" : null", "\"low\" : -");
    assertThat(JsonFiles.text(won)).doesNotContain("Infinity");
    assertThat(JsonFiles.text(Elo.ofPairs(new double[] {0, 0}))).doesNotContain("Infinity");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (double[] scores : new double[][] {{1, 1}, {0, 0}, {1}, {0.5, 0.75, 0.25}}) {
      Elo elo = Elo.ofPairs(scores);
      assertThat(JsonFiles.parse(FILE, JsonFiles.text(elo), Elo.class, "")).isEqualTo(elo);
    }
  }

  @Test
  void reportsOfEarlierBuildsAreRead() {
    String text =
        """
        {"score": 0.0, "elo": "-Infinity", "low": "-Infinity", "high": 156.0, "pairs": 2}
        """;
    assertThat(JsonFiles.parse(FILE, text, Elo.class, ""))
        .isEqualTo(new Elo(0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 156, 2));
  }
}
