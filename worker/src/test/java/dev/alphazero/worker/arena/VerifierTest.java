package dev.alphazero.worker.arena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.arena.VerificationReport.SetReport;
import dev.alphazero.worker.arena.solver.Position;
import dev.alphazero.worker.arena.solver.Positions;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerifierTest {
  private static final Game GAME = new TicTacToe();
  private static final List<Position> POSITIONS =
      Positions.shipped(GAME).values().iterator().next().subList(0, 300);

  /// Plays the move that keeps the value, or one that does not where there is one.
  private record Knowing(boolean keeps) implements Player {
    @Override
    public String name() {
      return "knowing";
    }

    @Override
    public int[] choose(List<GameState> positions) {
      int[] actions = new int[positions.size()];
      for (int i = 0; i < actions.length; i++) {
        actions[i] = action(POSITIONS.get(i), positions.get(i));
      }
      return actions;
    }

    private int action(Position position, GameState state) {
      int[] legal = new int[GAME.maxLegalActions()];
      int k = state.legalActions(legal);
      for (int i = 0; i < k; i++) {
        if (position.keepsValue(legal[i]) == keeps) {
          return legal[i];
        }
      }
      return legal[0];
    }
  }

  @Test
  void whoKnowsKeepsAllValue() {
    assertThat(Verifier.failures(new Knowing(true), GAME, POSITIONS)).isEmpty();
  }

  @Test
  void failuresAreThePositionsWhereValueIsGivenAway() {
    List<Position> losable = new ArrayList<>();
    for (Position position : POSITIONS) {
      int[] legal = new int[GAME.maxLegalActions()];
      int k = GAME.position(position.moves()).legalActions(legal);
      for (int i = 0; i < k; i++) {
        if (!position.keepsValue(legal[i])) {
          losable.add(position);
          break;
        }
      }
    }
    assertThat(losable).hasSizeBetween(100, 299);
    assertThat(Verifier.failures(new Knowing(false), GAME, POSITIONS)).isEqualTo(losable);
  }

  @Test
  void aReportAddsItsSetsUp() {
    VerificationReport report =
        VerificationReport.of(
            "g", 64, List.of(new SetReport("a", 100, 1, 5, 7), new SetReport("b", 300, 3, 6, 9)));
    assertThat(report.positions()).isEqualTo(400);
    assertThat(report.errors()).isEqualTo(4);
    assertThat(report.errorRate()).isEqualTo(0.01);
    assertThat(report.policyErrors()).isEqualTo(11);
    assertThat(report.untrainedErrors()).isEqualTo(16);
    assertThat(report.sets().getLast().errorRate()).isEqualTo(0.01);
    assertThat(VerificationReport.of("g", 64, List.of()).errorRate()).isZero();
  }
}
