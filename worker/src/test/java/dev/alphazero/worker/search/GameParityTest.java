package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The backends agree bit for bit on the real games.
final class GameParityTest {
  private static final List<Game> GAMES =
      List.of(
          new TicTacToe(), new ConnectFour(), new Othello(6), new Othello(8), new Togyzqumalaq());

  @ParameterizedTest
  @EnumSource
  void agree(Algorithm algorithm) {
    for (int game = 0; game < GAMES.size(); game++) {
      long positions = 0;
      for (int i = 0; i < 8; i++) {
        CounterRandom random = CounterRandom.of(21, game, i, Purpose.TEST);
        SearchSettings settings = BackendParityTest.settings(algorithm, random);
        positions += BackendParityTest.playGames(GAMES.get(game), settings, random, 3);
      }
      assertThat(positions).as(GAMES.get(game).name()).isGreaterThan(8 * 3 * 5);
    }
  }
}
