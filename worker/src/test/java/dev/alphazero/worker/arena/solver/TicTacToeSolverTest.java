package dev.alphazero.worker.arena.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.tictactoe.TicTacToe;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TicTacToeSolverTest {
  private final TicTacToe game = new TicTacToe();
  private final TicTacToeSolver solver = new TicTacToeSolver();

  @Test
  void knowsAllPositions() {
    assertThat(solver.positions()).isEqualTo(5_478);
    List<Position> unfinished = solver.unfinishedPositions();
    assertThat(unfinished).hasSize(4_520);
    assertThat(new HashSet<>(unfinished.stream().map(p -> game.position(p.moves())).toList()))
        .hasSize(4_520)
        .noneMatch(state -> state.isOver());
  }

  @Test
  void theEmptyBoardIsADrawWhateverIsPlayedFirst() {
    assertThat(solver.outcomes(game.start())).containsOnly(0);
  }

  @Test
  void onlyACornerDefendsAgainstTheCentreAndOnlyTheCentreAgainstACorner() {
    assertThat(solver.outcomes(game.position("b2")))
        .containsExactly(0, -1, 0, -1, Solver.ILLEGAL, -1, 0, -1, 0);
    assertThat(solver.outcomes(game.position("a1")))
        .containsExactly(Solver.ILLEGAL, -1, -1, -1, 0, -1, -1, -1, -1);
  }

  @Test
  void aPositionIsWorthItsBestMove() {
    Position lost = unfinished("a1b1a3a2c3");
    assertThat(lost.value()).isEqualTo(-1);
    Position won = unfinished("a1a2b1b2");
    assertThat(won.value()).isEqualTo(1);
    assertThat(won.keepsValue(game.parseAction("c1"))).isTrue();
    assertThat(won.keepsValue(game.parseAction("a3"))).isFalse();
  }

  private Position unfinished(String moves) {
    return new Position(moves, null, solver.outcomes(game.position(moves)));
  }
}
