package dev.alphazero.worker.strength;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.arena.Player;
import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.network.NetworkSpec;
import dev.alphazero.worker.network.Precision;
import dev.alphazero.worker.network.djl.DjlEngine;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.search.Algorithm;
import dev.alphazero.worker.search.SearchBackend;
import dev.alphazero.worker.search.SearchSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContestantsTest {
  @ParameterizedTest
  @ValueSource(strings = {"random", "mcts:1", "mcts:9999999"})
  void fixedPlayersNeedAGame(String name) {
    assertThatThrownBy(() -> Contestants.of(null, name, "random"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("without a network, name the game with --game");
    assertThat(Contestants.of("othello", name, "random").game().name()).isEqualTo("othello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcts", "mcts:0", "mcts:-1", "mcts:1e3", "mcts:10000000", "Random", ""})
  void anyOtherNameIsARun(String name) {
    assertThatThrownBy(() -> Contestants.fixed(new ConnectFour(), name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a player must be a run, a checkpoint, random or mcts:N, player=" + name);
  }

  @Test
  void aRunMustBeThere() {
    assertThatThrownBy(() -> Contestants.of("othello", "random", "no/such/run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no run or checkpoint no/such/run");
  }

  @Test
  void bothPlayTheSameGame() {
    TrainedNetwork small = network("a", new Othello(6));
    TrainedNetwork large = network("b", new Othello(8));
    assertThat(Contestants.game(null, small, null)).isSameAs(small.game());
    assertThat(Contestants.game("othello", null, large)).isSameAs(large.game());
    assertThat(Contestants.game(null, large, network("c", new Othello(8)))).isSameAs(large.game());
    assertThatThrownBy(() -> Contestants.game(null, small, large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "both players must play the same game, a plays othello (6x6) and b plays othello"
                + " (8x8)");
    assertThatThrownBy(() -> Contestants.game("connect-four", small, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a network plays its own game: a plays othello, --game=connect-four");
  }

  @Test
  void theSeedDecidesWhatARandomPlayerPlays() {
    Game game = new Othello(8);
    assertThat(choices(game, 1)).isEqualTo(choices(game, 1)).isNotEqualTo(choices(game, 2));
  }

  private static List<Integer> choices(Game game, long seed) {
    try (Player player = Contestants.of("othello", "random", "random").first(1).create(seed)) {
      return List.of(
          player.choose(List.of(game.start()))[0],
          player.choose(List.of(game.start()))[0],
          player.choose(List.of(game.start()))[0]);
    }
  }

  private static TrainedNetwork network(String name, Game game) {
    return new TrainedNetwork(
        DjlEngine.CPU,
        name,
        game,
        new NetworkSpec(
            game.planes().planes().size(),
            game.planes().height(),
            game.planes().width(),
            game.actions(),
            1,
            1),
        new float[0],
        Precision.FP32,
        SearchSettings.defaults(Algorithm.PUCT),
        SearchBackend.JAVA,
        0);
  }
}
