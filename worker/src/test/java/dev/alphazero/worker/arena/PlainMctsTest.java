package dev.alphazero.worker.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.TicTacToeSolver;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlainMctsTest {
  private static final Game CONNECT_FOUR = new ConnectFour();

  @Test
  void findsAWinInOneForBothPlayers() {
    for (int seed = 0; seed < 10; seed++) {
      assertThat(choose("112233", 100, seed)).isEqualTo("4");
      assertThat(choose("1213747", 100, seed)).isEqualTo("5");
    }
  }

  @Test
  void blocksALoss() {
    for (int seed = 0; seed < 10; seed++) {
      assertThat(choose("11223", 400, seed)).isEqualTo("4");
      assertThat(choose("123242", 400, seed)).isEqualTo("2");
    }
  }

  @Test
  void keepsTheValueOfNearlyAllPositionsOfTicTacToe() {
    Game game = new TicTacToe();
    PlainMcts mcts = new PlainMcts(game, 1_000);
    List<Position> positions = new TicTacToeSolver().unfinishedPositions();
    int kept = 0;
    int tried = 0;
    for (int i = 0; i < positions.size(); i += 9) {
      Position position = positions.get(i);
      int action = mcts.chooseAction(game.position(position.moves()), random(i));
      kept += position.keepsValue(action) ? 1 : 0;
      tried++;
    }
    assertThat(kept).isBetween(tried * 98 / 100, tried);
  }

  @Test
  void theSameSeedChoosesTheSameAndThePositionStays() {
    GameState position = CONNECT_FOUR.position("4444");
    PlainMcts used = new PlainMcts(CONNECT_FOUR, 50);
    for (int seed = 0; seed < 20; seed++) {
      assertThat(used.chooseAction(position, random(seed)))
          .isEqualTo(new PlainMcts(CONNECT_FOUR, 50).chooseAction(position, random(seed)));
      assertThat(position).isEqualTo(CONNECT_FOUR.position("4444"));
    }
  }

  @Test
  void oneSimulationIsEnoughToMove() {
    assertThat(CONNECT_FOUR.start().isLegal(CONNECT_FOUR.parseAction(choose("", 1, 0)))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlainMcts(CONNECT_FOUR, 0))
        .withMessageContaining("simulations=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose("1212121", 1, 0))
        .withMessageContaining("must not be over");
  }

  private static String choose(String moves, int simulations, int seed) {
    PlainMcts mcts = new PlainMcts(CONNECT_FOUR, simulations);
    return CONNECT_FOUR.actionName(mcts.chooseAction(CONNECT_FOUR.position(moves), random(seed)));
  }

  private static CounterRandom random(int seed) {
    return CounterRandom.of(0xA1, seed, 0, Purpose.ROLLOUT);
  }
}
