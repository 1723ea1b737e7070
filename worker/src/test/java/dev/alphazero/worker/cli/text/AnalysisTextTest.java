package dev.alphazero.worker.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.strength.Analysis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnalysisTextTest {
  @Test
  void lines() {
    Analysis analysis =
        new Analysis(
            1000,
            -0.001f,
            List.of(
                new Analysis.Move(4, 900, 0.75f, 0.34f),
                new Analysis.Move(0, 100, 0.205f, -0.5f),
                new Analysis.Move(8, 0, 0.04f, Float.NaN)));
    assertThat(AnalysisText.lines(new TicTacToe(), analysis))
        .containsExactly(
            "For you: better, +0.34 (-1 lost, 0 drawn, +1 won) after 1,000 simulations; the"
                + " network alone says 0.00",
            "  move  visits   prior  value",
            "  b2       900  75.0 %  +0.34",
            "  a1       100  20.5 %  -0.50",
            "  c3         0   4.0 %      -");
  }

  @ParameterizedTest
  @CsvSource({
    "1, won",
    "0.95, won",
    "0.7, clearly better",
    "0.3, better",
    "0.19, about even",
    "-0.19, about even",
    "-0.3, worse",
    "-0.7, clearly worse",
    "-1, lost"
  })
  void words(float value, String words) {
    assertThat(AnalysisText.words(value)).isEqualTo(words);
  }
}
