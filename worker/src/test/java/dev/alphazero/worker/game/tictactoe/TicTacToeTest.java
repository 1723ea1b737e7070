package dev.alphazero.worker.game.tictactoe;

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

final class TicTacToeTest extends GameContract {
  private static final long[] PERFT = {9, 72, 504, 3024, 15120, 54720, 148176, 200448, 127872};

  @Override
  protected Game game() {
    return new TicTacToe();
  }

  @Override
  protected NaiveRules naive() {
    return new NaiveTicTacToe();
  }

  @Override
  protected List<String> coordinates() {
    return List.of("a", "b", "c", "1", "2", "3");
  }

  @Override
  protected List<Tactic> tactics() {
    return List.of(
        Tactic.winInOne(0, "a1 a2 b1 b2"),
        Tactic.winInOne(1, "a1 a2 b1 b2 c3"),
        Tactic.forcedLoss(0, 2, "b1 a1 a2 c3 c1 a3"),
        Tactic.forcedLoss(1, 2, "a1 b1 a3 a2 c3"));
  }

  @Test
  void countsTheLeavesOfTheWholeTree() {
    for (int depth = 1; depth <= PERFT.length; depth++) {
      assertThat(Perft.of(game(), depth).full()).isEqualTo(PERFT[depth - 1]);
    }
    // 255,168 games, of which 127,872 fill the board
    assertThat(Perft.of(game(), 9).endedEarlier()).isEqualTo(255_168 - 127_872);
    assertThat(Perft.of(game(), 10)).isEqualTo(new Perft(0, 255_168));
  }

  @Test
  void countsFromAPositionAndLeavesItAlone() {
    GameState position = game().position("b2");
    assertThat(Perft.of(game(), position, 2)).isEqualTo(new Perft(56, 0));
    assertThat(position).isEqualTo(game().position("b2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Perft.of(game(), 0))
        .withMessageContaining("depth=0");
  }

  @Test
  void drawsTheFirstPlayerAsCrosses() {
    assertThat(game().position("b2 a1 c1").draw())
        .isEqualTo(
            """
              a b c
            1 O . X
            2 . X .
            3 . . .
            """);
  }

  @Test
  void positionNamesTheMoveThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().position("a1 b2 a1"))
        .withMessage("a move must be legal, move=a1 place=3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> game().position("a1 d4"))
        .withMessageContaining("a1 to c3")
        .withMessageContaining("move=d4 place=2");
  }
}
