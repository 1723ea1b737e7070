package dev.alphazero.worker.game.othello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameContract;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.NaiveRules;
import dev.alphazero.worker.game.Perft;
import dev.alphazero.worker.game.Tactic;
import dev.alphazero.worker.planes.Symmetry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OthelloTest extends GameContract {
  private static final Othello OTHELLO = new Othello(8);
  private static final int PASS = 64;

  @Override
  protected Game game() {
    return OTHELLO;
  }

  @Override
  protected NaiveRules naive() {
    return NaiveOthello.start(8);
  }

  @Override
  protected GameState start(Symmetry symmetry) {
    return TransformedOthello.start(8, symmetry);
  }

  @Override
  protected List<String> coordinates() {
    return List.of("a b c d e f g h", "1", "2", "3", "4", "5", "6", "7", "8");
  }

  @Override
  protected List<Tactic> tactics() {
    return List.of(
        Tactic.winInOne(0, "c4 c3 e6 d6 c6 c5 b2 c2"), // by taking every disc
        Tactic.winInOne(1, "c4 c3 d3 e3 f6 b5 f4 g7 f5 e6 c5"),
        Tactic.forcedLoss(
            0,
            4,
            "f5 f6 c4 f4 g5 b4 g7 f7 b3 h5 g3 h8 h6 b2 e7 d6 e3 f3 c3 h7 d7 h2 a4 e2 f2 e6 d1 e8"
                + " h4 d2 c5 e1 c2 b5 c6 b6 a6 d8 a1 f1 g8 g6 a2 d3 g1 b1 a3 f8 c7 a5 g4 h3 b8"
                + " c8"),
        Tactic.forcedLoss(
            1,
            4,
            "d3 c5 d6 c3 b4 e3 d2 b5 b6 c1 d1 b2 f4 c2 a1 f5 f6 e2 f3 a2 a3 g5 g3 d7 c7 f2 b1 h3"
                + " e7 b3 g6 d8 e1 a5 g4 g2 b7 c4 e6 h6 f7 g7 h2 h5 h7 f1 h4 f8 e8 c6 c8 g8 g1 a4"
                + " a6"));
  }

  @Test
  void perftCountsAreThePublishedOnes() {
    // Aart Bik, http://www.aartbik.com/MISC/reversi.html; he counts a game that ends earlier, too
    long[] published = {4, 12, 56, 244, 1396, 8200, 55092, 390216, 3005288, 24571284};
    for (int depth = 1; depth <= published.length; depth++) {
      Perft leaves = Perft.of(OTHELLO, depth);
      assertThat(leaves.published(OTHELLO)).isEqualTo(published[depth - 1]);
      assertThat(leaves.endedEarlier()).isEqualTo(depth == 10 ? 228 : 0);
    }
  }

  @Test
  void oneWhoCannotPlacePassesAndMovesNothing() {
    GameState state =
        OTHELLO.position(
            "d3 e3 f6 c4 f5 d2 c2 c3 e2 e1 b3 f4 d1 e6 d7 g6 g5 b1 h7 c6 c1 a3 a4 c5 b5 c7 c8 e7 f3"
                + " b4 d8 a6 b6 h6 h5 d6 b7 a2 f2 a5 g7 a7 g4 a8 f1 b8 b2 g1 g2 h1 g3 e8 h2 a1");
    int[] actions = new int[OTHELLO.maxLegalActions()];
    assertThat(state.legalActions(actions)).isOne();
    assertThat(actions[0]).isEqualTo(PASS);
    assertThat(state.isLegal(PASS)).isTrue();
    assertThat(state.isOver()).isFalse();
    int player = state.player();
    String discs = discs(state);
    state.play(PASS);
    assertThat(discs(state)).isEqualTo(discs);
    assertThat(state.player()).isEqualTo(1 - player);
    assertThat(state.isLegal(PASS)).isFalse();
  }

  @Test
  void equalDiscsAreADraw() {
    OthelloState state = OthelloState.of(8, 0xFFFFFFFFL, 0xFFFFFFFFL << 32);
    assertThat(state.isOver()).isTrue();
    assertThat(state.outcome()).isZero();
  }

  @Test
  void linesEndAtTheEdgeOfTheBoard() {
    // white h1, black a2 are neighbours as bits only: black may not place on g1
    OthelloState state = OthelloState.of(8, 1L << 8, 1L << 7);
    assertThat(state.isLegal(6)).isFalse();
    assertThat(state.isOver()).isTrue();
  }

  @Test
  void movesNeedNoSpacesAndMayBeCapital() {
    assertThat(OTHELLO.position("F5D6c3")).isEqualTo(OTHELLO.position("f5 d6 c3"));
  }

  @Test
  void aBoardOfAnotherSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Othello(7))
        .withMessageContaining("size=7");
  }

  @Test
  void theStartIsDrawn() {
    assertThat(OTHELLO.start().draw())
        .isEqualTo(
            """
              a b c d e f g h
            1 . . . . . . . . 1
            2 . . . . . . . . 2
            3 . . . * . . . . 3
            4 . . * O X . . . 4
            5 . . . X O * . . 5
            6 . . . . * . . . 6
            7 . . . . . . . . 7
            8 . . . . . . . . 8
              a b c d e f g h
            X 2, O 2, X to move
            """);
  }

  private static String discs(GameState state) {
    return state.draw().lines().limit(9).reduce("", String::concat).replace('*', '.');
  }
}
