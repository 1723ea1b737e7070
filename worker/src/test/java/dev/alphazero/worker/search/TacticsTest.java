package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A search that knows nothing but the rules finds what is forced.
final class TacticsTest {
  private final Map<GameState, Integer> values = new LinkedHashMap<>();

  /// Every 40th reachable position.
  @ParameterizedTest
  @EnumSource
  void ticTacToeNeverGivesValueAway(Algorithm algorithm) {
    Game game = new TicTacToe();
    SearchSettings settings = SearchSettings.defaults(algorithm);
    assertThat(valueOfPlayer0(game.start())).isZero();
    assertThat(values).hasSize(5478);
    List<GameState> positions =
        values.keySet().stream().filter(position -> !position.isOver()).toList();
    try (SearchRun run =
        new SearchRun(SearchBackend.JAVA, game, settings, 1, 4000, SearchRun.UNIFORM)) {
      int searched = 0;
      for (int i = 0; i < positions.size(); i += 40) {
        GameState position = positions.get(i);
        RootStatistics root = run.search(position, 4000, null);
        GameState after = position.copy();
        after.play(root.actions[chosen(root, settings)]);
        assertThat(valueOfPlayer0(after)).as(position.draw()).isEqualTo(valueOfPlayer0(position));
        searched++;
      }
      assertThat(searched).isGreaterThan(100);
      TreeInvariants.check(run);
    }
  }

  /// Columns 3, 3, 4, 4 leave the first player an open pair in the bottom row: 5 (or 2) makes an
  /// open three, which wins. After 3, 3, 4, 4, 5 the opponent has lost; 3, 3, 4, 4, 5, 2 wins at
  /// once with 6.
  @ParameterizedTest
  @EnumSource
  void connectFourOpenThree(Algorithm algorithm) {
    Game game = new ConnectFour();
    SearchSettings settings = SearchSettings.defaults(algorithm);
    try (SearchRun run =
        new SearchRun(SearchBackend.JAVA, game, settings, 1, 3000, SearchRun.UNIFORM)) {
      RootStatistics pair = run.search(game.position("3344"), 3000, null);
      assertThat(game.actionName(pair.actions[chosen(pair, settings)])).isIn("2", "5");
      RootStatistics three = run.search(game.position("334452"), 64, null);
      int win = chosen(three, settings);
      assertThat(game.actionName(three.actions[win])).isEqualTo("6");
      assertThat(three.valueSums[win]).isEqualTo(three.visits[win]);
    }
  }

  private static int chosen(RootStatistics root, SearchSettings settings) {
    if (settings.algorithm() == Algorithm.GUMBEL) {
      return GumbelRoot.winner(root, settings);
    }
    int best = 0;
    for (int i = 1; i < root.size; i++) {
      best = root.visits[i] > root.visits[best] ? i : best;
    }
    return best;
  }

  /// Value for player 0 under perfect play; remembers all positions on the way.
  private int valueOfPlayer0(GameState state) {
    Integer known = values.get(state);
    if (known != null) {
      return known;
    }
    int value = state.isOver() ? state.outcome() : bestValueOfPlayer0(state);
    values.put(state.copy(), value);
    return value;
  }

  private int bestValueOfPlayer0(GameState state) {
    int sign = state.player() == 0 ? 1 : -1;
    int best = -1;
    int[] legal = new int[9];
    int k = state.legalActions(legal);
    for (int i = 0; i < k; i++) {
      GameState next = state.copy();
      next.play(legal[i]);
      best = Math.max(best, sign * valueOfPlayer0(next));
    }
    return sign * best;
  }
}
