package dev.alphazero.worker.cli.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.strength.Analysis;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class MoveChoiceTest {
  private static final Analysis ANALYSIS =
      new Analysis(
          100,
          0,
          List.of(
              new Analysis.Move(3, 60, 0.5f, 0.20f),
              new Analysis.Move(1, 20, 0.2f, 0.18f),
              new Analysis.Move(2, 16, 0.2f, 0.10f),
              new Analysis.Move(5, 4, 0.1f, 0.20f),
              new Analysis.Move(0, 0, 0, Float.NaN)));

  @Test
  void theBestWithoutASeed() {
    assertThat(new MoveChoice(null).choose(ANALYSIS, 0)).isEqualTo(3);
  }

  @Test
  void withASeedAnyThatIsAboutAsGoodAndWellSeen() {
    Set<Integer> chosen = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      chosen.add(new MoveChoice(seed).choose(ANALYSIS, 0));
      assertThat(new MoveChoice(seed).choose(ANALYSIS, 4))
          .isEqualTo(new MoveChoice(seed).choose(ANALYSIS, 4));
    }
    assertThat(chosen).containsExactly(1, 3);
  }
}
