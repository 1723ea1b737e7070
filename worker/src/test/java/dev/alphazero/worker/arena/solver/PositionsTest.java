package dev.alphazero.worker.arena.solver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PositionsTest {
  private static final Game CONNECT_FOUR = new ConnectFour();

  @TempDir private Path folder;

  @Test
  void readsLinesWithAndWithoutScoreAndOutcomes() throws IOException {
    List<Position> read =
        read(
            """
            # a comment
            32164625 11 L L W W D L L

              6146 18   # another
            44444 -3
            444444 L L D - L L L
            start
            """);
    assertThat(read.stream().map(Positions::line))
        .containsExactly(
            "32164625 11 L L W W D L L", "6146 18", "44444 -3", "444444 L L D - L L L", "start");
    assertThat(read.getFirst().outcomes()).containsExactly(-1, -1, 1, 1, 0, -1, -1);
    assertThat(read.getFirst().value()).isEqualTo(1);
    assertThat(read.get(3).outcomes()).contains(Solver.ILLEGAL);
    assertThat(read.getLast().moves()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> read.getLast().value())
        .withMessageContaining("solved first");
  }

  @Test
  void aWrongLineIsNamedByFileAndNumber() {
    refused("44x", "move=x place=3");
    refused("4444444", "a move must be legal, move=4 place=7");
    refused("1212121", "the game must not be over");
    refused("44 3 W W", "each of 7 actions, outcomes=[W, W]");
    refused("44 W W W W W W X", "outcome=X");
    refused("44 three", "outcomes=[three]");
    refused("44 W W W - W W W", "action=4 outcome=-");
    refused("444444 W W W W W W W", "action=4 outcome=W");
  }

  @Test
  void solvesOnlyWhatIsMissing() throws IOException {
    // The second line states what is false: it is kept, so it was not solved.
    String late = "7422341735647741166133573473242566";
    List<Position> positions = read(late + "\n" + late + " L L - - L L -\n" + late + " 1\n");
    List<String> progress = new ArrayList<>();
    List<Position> solved =
        PositionSolver.solve(
            CONNECT_FOUR, positions, (done, missing) -> progress.add(done + "/" + missing));
    assertThat(progress).containsExactly("0/2", "1/2", "2/2");
    assertThat(Positions.line(solved.get(0))).isEqualTo(late + " L W - - L W -");
    assertThat(solved.get(1)).isSameAs(positions.get(1));
    assertThat(Positions.line(solved.get(2))).isEqualTo(late + " 1 L W - - L W -");
  }

  @Test
  void aGameWithoutASolverNeedsTheOutcomes() {
    Position unsolved = new Position("d3", null, null);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PositionSolver.solve(new Othello(8), List.of(unsolved), (done, missing) -> {}))
        .withMessageContaining("no solver")
        .withMessageContaining("othello");
  }

  @Test
  void theShippedScoresAgreeWithTheBestMoves() {
    Map<String, List<Position>> sets = Positions.shipped(CONNECT_FOUR);
    assertThat(sets).containsOnlyKeys("end-easy", "middle-easy", "begin-easy");
    sets.forEach(
        (name, positions) -> {
          assertThat(positions).as(name).hasSize(1_000);
          for (Position position : positions) {
            int score = requireNonNull(position.score(), position::moves);
            assertThat(position.value()).as(position.moves()).isEqualTo(Integer.signum(score));
          }
        });
  }

  @Test
  void ticTacToeShipsAllPositionsThatAreNotOver() {
    assertThat(Positions.shipped(new TicTacToe()).get("all"))
        .hasSize(4_520)
        .allMatch(position -> position.outcomes() != null);
  }

  private void refused(String line, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("4453\n" + line + "\n"))
        .withMessageContaining("positions.txt:2: ")
        .withMessageContaining(message);
  }

  private List<Position> read(String text) throws IOException {
    return Positions.read(CONNECT_FOUR, Files.writeString(folder.resolve("positions.txt"), text));
  }
}
