package dev.alphazero.worker.game.connectfour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameContract;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.NaiveRules;
import dev.alphazero.worker.game.Perft;
import dev.alphazero.worker.game.Tactic;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConnectFourTest extends GameContract {
  private static final long[] PERFT = {7, 49, 343, 2401, 16807, 117649, 823536, 5673234, 39394572};

  @Override
  protected Game game() {
    return new ConnectFour();
  }

  @Override
  protected NaiveRules naive() {
    return new NaiveConnectFour();
  }

  @Override
  protected List<String> coordinates() {
    return List.of("1", "2", "3", "4", "5", "6", "7");
  }

  @Override
  protected List<Tactic> tactics() {
    return List.of(
        Tactic.winInOne(0, "1 1 2 2 3 3"),
        Tactic.winInOne(1, "1 2 1 3 7 4 7"),
        Tactic.forcedLoss(0, 2, "1 4 1 3 7 5"),
        Tactic.forcedLoss(1, 2, "4 4 3 3 5"));
  }

  @Test
  void perftCountsAreTheKnownOnes() {
    for (int depth = 1; depth <= PERFT.length; depth++) {
      assertThat(Perft.of(game(), depth).full()).isEqualTo(PERFT[depth - 1]);
    }
  }

  @Test
  void aFullBoardWithoutAFourIsADraw() {
    GameState state = game().position("111111 222222 333333 7 444444 555555 666666 77777");
    assertThat(state.isOver()).isTrue();
    assertThat(state.outcome()).isZero();
    assertThat(state.ply()).isEqualTo(42);
  }

  @Test
  void drawsTheFirstPlayerAsCrosses() {
    assertThat(game().position("4453").draw())
        .isEqualTo(
            """
             . . . . . . .
             . . . . . . .
             . . . . . . .
             . . . . . . .
             . . . O . . .
             . . O X X . .
             1 2 3 4 5 6 7
            """);
  }

  @Test
  void positionNamesTheMoveThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().position("44444 44"))
        .withMessage("a move must be legal, move=4 place=7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().position("1212121 3"))
        .withMessage("the game is over before this move, move=3 place=8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().position("48"))
        .withMessage("a move must be a column from 1 to 7, name=8, move=8 place=2");
  }
}
