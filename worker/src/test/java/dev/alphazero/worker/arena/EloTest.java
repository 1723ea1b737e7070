package dev.alphazero.worker.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EloTest {
  @Test
  void knownDifferences() {
    assertThat(Elo.of(0.5)).isZero();
    assertThat(Elo.of(10 / 11.0)).isCloseTo(400, within(1e-9));
    assertThat(Elo.of(0.75)).isCloseTo(190.85, within(0.01));
  }

  @Test
  void equalPlayersHaveAnIntervalAroundZero() {
    Elo elo = Elo.ofPairs(new double[] {1, 0, 0.5, 0.5, 0.75, 0.25});
    assertThat(elo.elo()).isZero();
    assertThat(elo.low()).isNegative().isCloseTo(-elo.high(), within(1e-9));
  }

  @Test
  void aCleanSweepIsBoundedFromBelow() {
    double[] sweep = new double[50];
    Arrays.fill(sweep, 1);
    Elo elo = Elo.ofPairs(sweep);
    assertThat(elo.elo()).isInfinite();
    assertThat(elo.low()).isBetween(350.0, 500.0);
    assertThat(elo.text()).startsWith("+inf [+");
  }

  @Test
  void moreGamesNarrowTheInterval() {
    double[] few = new double[20];
    double[] many = new double[2000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 2 == 0 ? 1 : 0.5;
      few[i % few.length] = many[i];
    }
    Elo wide = Elo.ofPairs(few);
    Elo narrow = Elo.ofPairs(many);
    assertThat(narrow.score()).isEqualTo(wide.score());
    assertThat(narrow.high() - narrow.low()).isLessThan((wide.high() - wide.low()) / 5);
  }

  @Test
  void noGamesIsAnError() {
    assertThatThrownBy(() -> Elo.ofPairs(new double[0])).hasMessageContaining("pairs=0");
  }

  @Test
  void aTallyCountsGamesAndPairs() {
    MatchResult result =
        MatchTally.of(
            "a", "b", List.of(new double[][] {{1, 0.5}, {0, 1}}, new double[][] {{1, 1}}));
    assertThat(result.wins()).isEqualTo(4);
    assertThat(result.draws()).isOne();
    assertThat(result.losses()).isOne();
    assertThat(result.elo().pairs()).isEqualTo(3);
    assertThat(result.elo().score()).isEqualTo(0.75);
  }
}
