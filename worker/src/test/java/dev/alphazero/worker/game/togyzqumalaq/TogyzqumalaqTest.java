package dev.alphazero.worker.game.togyzqumalaq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameContract;
import dev.alphazero.worker.game.NaiveRules;
import dev.alphazero.worker.game.Perft;
import dev.alphazero.worker.game.Tactic;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TogyzqumalaqTest extends GameContract {
  private static final Togyzqumalaq TOGYZQUMALAQ = new Togyzqumalaq();

  @Override
  protected Game game() {
    return TOGYZQUMALAQ;
  }

  @Override
  protected NaiveRules naive() {
    return NaiveTogyzqumalaq.start();
  }

  @Override
  protected List<String> coordinates() {
    return List.of("1   2   3   4   5   6   7   8   9", "9   8   7   6   5   4   3   2   1");
  }

  @Override
  protected List<Tactic> tactics() {
    return List.of(
        Tactic.winInOne(0, "9 3 8 5 9 8 1 1 5 7 8 2 4 8 6 6"),
        Tactic.winInOne(1, "4 7 2 9 1 8 4 5 8 8 2 6 4 4 5 5 2 5 2 8 1"),
        Tactic.forcedLoss(0, 2, "6 3 7 9 2 7 3 2 6 9 9 4 6 2 2 9 3 5 3 1"),
        Tactic.forcedLoss(0, 4, "5 6 1 9 4 8 3 2 8 6 5 8 8 6 5 9 2 3 9 1 5 6 8 2 4 4"),
        Tactic.forcedLoss(1, 2, "8 8 6 4 1 7 1 4 4 8 2 8 3 9 8 4 5 7 6 9 7"),
        Tactic.forcedLoss(1, 4, "9 3 8 5 9 8 1 1 5 7 8 2 4 8 6"));
  }

  @Test
  void perftCountsAreTheKnownOnes() {
    // two other implementations of the rules agree on them
    long[] known = {9, 73, 613, 5199, 43184, 360035, 3003052};
    for (int depth = 1; depth <= known.length; depth++) {
      assertThat(Perft.of(TOGYZQUMALAQ, depth)).isEqualTo(new Perft(known[depth - 1], 0));
    }
  }

  @Test
  void randomGamesGoAsTheyAreKnownTo() {
    int games = 4000;
    int plies = 0;
    int[] outcomes = new int[3]; // lost, drawn, won by the first player
    int[] actions = new int[TOGYZQUMALAQ.maxLegalActions()];
    CounterRandom random = CounterRandom.of(1, 0, 0, Purpose.TEST);
    for (int i = 0; i < games; i++) {
      TogyzqumalaqState state = TOGYZQUMALAQ.start();
      while (!state.isOver()) {
        int k = state.legalActions(actions);
        state.play(actions[random.nextInt(k)]);
      }
      plies += state.ply();
      outcomes[1 + state.outcome()]++;
    }
    assertThat((double) plies / games).isCloseTo(124, within(3.0));
    assertThat(100.0 * outcomes[2] / games).isCloseTo(53.7, within(3.0));
    assertThat(100.0 * outcomes[0] / games).isCloseTo(45.2, within(3.0));
    assertThat(100.0 * outcomes[1] / games).isCloseTo(1.2, within(0.6));
  }

  @Test
  void stonesAreNeitherLostNorMade() {
    int[] actions = new int[TOGYZQUMALAQ.maxLegalActions()];
    for (int i = 0; i < 100; i++) {
      CounterRandom random = CounterRandom.of(2, i, 0, Purpose.TEST);
      TogyzqumalaqState state = TOGYZQUMALAQ.start();
      while (!state.isOver()) {
        int k = state.legalActions(actions);
        state.play(actions[random.nextInt(k)]);
        String[] fields = state.toString().split("/", -1);
        int stones = sum(fields[0]) + sum(fields[1]) + sum(fields[2]);
        assertThat(stones).as(state::toString).isEqualTo(162);
      }
    }
  }

  @Test
  void movesNeedNoSpaces() {
    assertThat(TOGYZQUMALAQ.position("731 2")).isEqualTo(TOGYZQUMALAQ.position("7 3 1 2"));
  }

  @Test
  void aPositionIsDrawnWithTheFirstPlayersRowBelow() {
    String drawn =
        TogyzqumalaqState.parse("1,0,0,0,0,0,0,0,12/0,2,0,0,0,0,0,0,5/71,71/0,4/1").draw();
    assertThat(drawn)
        .isEqualTo(
            """
                 9   8   7   6   5   4   3   2   1
                 5   0   0   0   0   0   0   2   X   second's kazan 71
                 1   0   0   0   X   0   0   0  12   first's kazan 71
                 1   2   3   4   5   6   7   8   9
            second to move, upper row
            """);
  }

  private static int sum(String numbers) {
    return Arrays.stream(numbers.split(",", -1)).mapToInt(Integer::parseInt).sum();
  }
}
