package dev.alphazero.worker.game.othello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameContract;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.NaiveRules;
import dev.alphazero.worker.game.Perft;
import dev.alphazero.worker.game.Tactic;
import dev.alphazero.worker.planes.Symmetry;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Othello on the board of 6 x 6.
final class SmallOthelloTest extends GameContract {
  private static final Othello OTHELLO = new Othello(6);

  @Override
  protected Game game() {
    return OTHELLO;
  }

  @Override
  protected NaiveRules naive() {
    return NaiveOthello.start(6);
  }

  @Override
  protected GameState start(Symmetry symmetry) {
    return TransformedOthello.start(6, symmetry);
  }

  @Override
  protected List<String> coordinates() {
    return List.of("a b c d e f", "1", "2", "3", "4", "5", "6");
  }

  @Override
  protected List<Tactic> tactics() {
    return List.of(
        Tactic.winInOne(0, "d5 e5 b3 b4 b5 d2 d1 c5"), // by taking every disc
        Tactic.winInOne(1, "b3 b2 c2 d2 e5 a4 e3 f6 e4 d5 b4"),
        Tactic.forcedLoss(
            0,
            4,
            "d5 e3 b2 b3 d2 c5 f3 e5 d6 e2 a2 c2 b4 e4 f5 a5 f1 b6 c6 a1 c1 f6 f4 f2 b1 b5 e1 d1"),
        Tactic.forcedLoss(
            1,
            4,
            "b3 d2 e4 d5 e1 d1 e6 d6 e3 f2 e5 a2 b5 b4 c2 c5 e2 f6 b2 f3 f5 a1 f1 a5 a3 a4 f4"));
  }

  @Test
  void perftCountsAreTheKnownOnes() {
    // a game that ends earlier counts, as in the figures for 8 x 8
    long[] known = {4, 12, 56, 244, 1364, 7604, 47740, 308716, 2114912, 14976792};
    for (int depth = 1; depth <= known.length; depth++) {
      assertThat(Perft.of(OTHELLO, depth).published(OTHELLO)).isEqualTo(known[depth - 1]);
    }
  }
}
