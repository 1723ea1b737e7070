package dev.alphazero.worker.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

final class MatchTest {
  private static final Game CONNECT_FOUR = new ConnectFour();

  /// Chooses by a rule, and remembers whom it played.
  private static final class RulePlayer implements Player {
    final Set<Integer> sides = new HashSet<>();
    private final ToIntFunction<GameState> rule;

    RulePlayer(ToIntFunction<GameState> rule) {
      this.rule = rule;
    }

    @Override
    public String name() {
      return "rule";
    }

    @Override
    public int[] choose(List<GameState> positions) {
      positions.forEach(position -> sides.add(position.player()));
      return positions.stream().mapToInt(rule).toArray();
    }
  }

  private static int firstLegal(Game game, GameState state) {
    int[] legal = new int[game.maxLegalActions()];
    state.legalActions(legal);
    return legal[0];
  }

  private static RandomPlayer random(Game game, long seed) {
    return new RandomPlayer(game, CounterRandom.of(seed, 0, 0, Purpose.ROLLOUT));
  }

  @Test
  void openingsAreDistinctAndGrowWithTheirNumber() {
    Match match = new Match(CONNECT_FOUR, 5, 4, 0);
    List<GameState> openings = match.openings(200);
    assertThat(openings).doesNotHaveDuplicates().allMatch(state -> state.ply() == 4);
    assertThat(match.openings(20)).isEqualTo(openings.subList(0, 20));
    assertThat(new Match(CONNECT_FOUR, 6, 4, 0).openings(20)).isNotEqualTo(openings.subList(0, 20));
  }

  @Test
  void aGameMayHaveTooFewOpenings() {
    List<GameState> openings = new Match(new TicTacToe(), 1, 1, 0).openings(12);
    assertThat(new HashSet<>(openings)).hasSize(9);
    assertThat(new Match(new TicTacToe(), 1, 0, 0).openings(2)).hasSize(2);
  }

  @Test
  void sidesAreSwapped() {
    RulePlayer first = new RulePlayer(state -> firstLegal(CONNECT_FOUR, state));
    RulePlayer second = new RulePlayer(state -> firstLegal(CONNECT_FOUR, state));
    double[][] scores = new Match(CONNECT_FOUR, 1, 2, 0).play(first, second, 0, 10);
    assertThat(first.sides).containsExactly(0, 1);
    assertThat(second.sides).containsExactly(0, 1);
    assertThat(scores).hasDimensions(10, 2);
    for (double[] pair : scores) {
      assertThat(pair[0] + pair[1]).as("equal players share each pair").isEqualTo(1);
    }
  }

  @Test
  void theBetterPlayerScores() {
    Player better = new MctsPlayer(CONNECT_FOUR, 50, CounterRandom.of(1, 0, 0, Purpose.ROLLOUT));
    double[][] scores =
        new Match(CONNECT_FOUR, 1, 2, 0).play(better, random(CONNECT_FOUR, 2), 0, 8);
    assertThat(Arrays.stream(scores).flatMapToDouble(Arrays::stream).sum()).isGreaterThan(12);
  }

  @Test
  void partsOfAMatchAreThePartsOfTheWhole() {
    Match match = new Match(CONNECT_FOUR, 3, 4, 0);
    ToIntFunction<GameState> rule = state -> firstLegal(CONNECT_FOUR, state);
    double[][] whole = match.play(new RulePlayer(rule), new RulePlayer(rule), 0, 9);
    double[][] part = match.play(new RulePlayer(rule), new RulePlayer(rule), 6, 3);
    assertThat(part).isDeepEqualTo(Arrays.copyOfRange(whole, 6, 9));
  }

  @Test
  void passesAreMovesOfTheirPlayer() {
    Game othello = new Othello(6);
    int pass = othello.parseAction("pass");
    int[] passes = new int[2];
    ToIntFunction<GameState> rule =
        state -> {
          int action = firstLegal(othello, state);
          passes[state.player()] += action == pass ? 1 : 0;
          return action;
        };
    double[][] scores =
        new Match(othello, 1, 4, 0).play(new RulePlayer(rule), new RulePlayer(rule), 0, 20);
    assertThat(passes).doesNotContain(0);
    for (double[] pair : scores) {
      assertThat(pair[0] + pair[1]).isEqualTo(1);
    }
  }

  @Test
  void aLongGameIsADraw() {
    double[][] scores =
        new Match(CONNECT_FOUR, 1, 2, 4)
            .play(random(CONNECT_FOUR, 1), random(CONNECT_FOUR, 2), 0, 2);
    assertThat(scores).isDeepEqualTo(new double[][] {{0.5, 0.5}, {0.5, 0.5}});
  }

  @Test
  void aCheatingPlayerIsDetected() {
    Game game = new TicTacToe();
    RulePlayer cheat = new RulePlayer(_ -> 4);
    assertThatThrownBy(() -> new Match(game, 1, 0, 0).play(cheat, random(game, 1), 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a player must choose legal moves, player=rule action=4");
  }

  @Test
  void theTallyIsFromTheFirstPlayersView() {
    MatchResult result =
        MatchTally.of(
            "a",
            "b",
            List.of(new double[][] {{1, 1}, {0.5, 1}}, new double[0][], new double[][] {{0, 0.5}}));
    assertThat(result.wins()).isEqualTo(3);
    assertThat(result.draws()).isEqualTo(2);
    assertThat(result.losses()).isEqualTo(1);
    assertThat(result.games()).isEqualTo(6);
    assertThat(result.elo()).isEqualTo(Elo.ofPairs(new double[] {1, 0.75, 0.25}));
  }
}
