package dev.alphazero.worker.arena.solver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.connectfour.Bitboard;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.connectfour.ConnectFourState;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConnectFourSolverTest {
  private static final int ILLEGAL = Solver.ILLEGAL;

  private final ConnectFour game = new ConnectFour();

  @Test
  void agreesWithPlainMinimaxNearTheEnd() {
    Map<GameState, Integer> values = new HashMap<>();
    ConnectFourSolver solver = new ConnectFourSolver(10); // so small that entries are replaced
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      GameState position = randomPosition(i, 29 + i % 2);
      int[] outcomes = minimaxOutcomes(position, values);
      assertThat(solver.outcomes(position)).as(position::draw).isEqualTo(outcomes);
      int best = Arrays.stream(outcomes).max().getAsInt();
      boolean fullColumn = Arrays.stream(outcomes).anyMatch(outcome -> outcome == ILLEGAL);
      seen.add("player " + position.player() + " best " + best + " full column " + fullColumn);
    }
    assertThat(seen).as("every outcome for both players").hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void seesAWinInOneAndADoubleThreatForBothPlayers() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      ConnectFourState position = (ConnectFourState) randomPosition(i, 25 + i % 2);
      long playable = Bitboard.playable(position.mine() | position.theirs());
      long wins = Bitboard.completing(position.mine()) & playable;
      long threats = Bitboard.completing(position.theirs()) & playable;
      int[] outcomes = new ConnectFourSolver(10).outcomes(position);
      if (wins != 0) {
        assertThat(outcomes[Long.numberOfTrailingZeros(wins) % 8]).isEqualTo(1);
        seen.add("win for " + position.player());
      } else if (Long.bitCount(threats) > 1) {
        assertThat(outcomes).containsAnyOf(-1).doesNotContain(0, 1);
        seen.add("loss for " + position.player());
      }
    }
    assertThat(seen).hasSize(4);
  }

  @Test
  void aPositionAndItsMirrorImageShareAKeyAndOthersDoNot() {
    Map<Long, GameState> owners = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      ConnectFourState state = (ConnectFourState) randomPosition(i, i % 40);
      long stones = state.mine() | state.theirs();
      long key = OutcomeTable.key(state.mine(), stones);
      assertThat(OutcomeTable.key(Bitboard.mirror(state.mine()), Bitboard.mirror(stones)))
          .isEqualTo(key);
      ConnectFourState owner = (ConnectFourState) owners.computeIfAbsent(key, k -> state);
      assertThat(owner.mine()).isIn(state.mine(), Bitboard.mirror(state.mine()));
      assertThat(owner.theirs()).isIn(state.theirs(), Bitboard.mirror(state.theirs()));
    }
    assertThat(owners).hasSizeGreaterThan(1_000);
  }

  @Test
  void theTableOfOutcomesIsWhatTheSolverFinds() {
    solveAgain(shipped("end-easy"));
    solveAgain(shipped("middle-easy"));
    solveAgain(
        shipped("begin-easy").stream().filter(p -> p.moves().length() == 14).limit(25).toList());
  }

  private List<Position> shipped(String set) {
    return requireNonNull(Positions.shipped(game).get(set));
  }

  private void solveAgain(List<Position> known) {
    List<Position> unsolved = known.stream().map(Position::withoutOutcomes).toList();
    List<Position> solved = PositionSolver.solve(game, unsolved, (done, missing) -> {});
    assertThat(solved.stream().map(Positions::line).toList())
        .isEqualTo(known.stream().map(Positions::line).toList());
  }

  /// Returns an unfinished position after `plies` random moves.
  private GameState randomPosition(int index, int plies) {
    CounterRandom random = CounterRandom.of(0xC4, index, 0, Purpose.TEST);
    int[] legal = new int[game.maxLegalActions()];
    while (true) {
      GameState state = game.start();
      while (!state.isOver() && state.ply() < plies) {
        state.play(legal[random.nextInt(state.legalActions(legal))]);
      }
      if (!state.isOver()) {
        return state;
      }
    }
  }

  private int[] minimaxOutcomes(GameState position, Map<GameState, Integer> values) {
    int[] outcomes = new int[game.actions()];
    for (int action = 0; action < outcomes.length; action++) {
      outcomes[action] = ILLEGAL;
      if (position.isLegal(action)) {
        GameState next = position.copy();
        next.play(action);
        outcomes[action] = -minimax(next, values);
      }
    }
    return outcomes;
  }

  private int minimax(GameState state, Map<GameState, Integer> values) {
    Integer known = values.get(state);
    if (known != null) {
      return known;
    }
    int best = -1;
    if (state.isOver()) {
      best = state.player() == 0 ? state.outcome() : -state.outcome();
    } else {
      for (int outcome : minimaxOutcomes(state, values)) {
        best = Math.max(best, outcome);
      }
    }
    values.put(state, best);
    return best;
  }
}
