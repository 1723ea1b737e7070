package dev.alphazero.worker.game;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The same position by both implementations of a game's rules, which must agree. Immutable.
record Twins(Game game, GameState state, NaiveRules naive, List<Integer> actions) {
  static final long SEED = Long.parseUnsignedLong(System.getProperty("tests.seed", "A15"), 16);

  static Twins start(Game game, NaiveRules naive) {
    return new Twins(game, game.start(), naive, List.of()).agree();
  }

  Twins play(int action) {
    GameState next = state.copy();
    next.play(action);
    List<Integer> longer = new ArrayList<>(actions);
    longer.add(action);
    return new Twins(game, next, naive.play(action), List.copyOf(longer)).agree();
  }

  /// Returns all positions of a uniformly random game, first to last.
  static List<Twins> playout(Game game, NaiveRules naive, int playout) {
    CounterRandom random = CounterRandom.of(SEED, playout, 0, Purpose.TEST);
    List<Twins> positions = new ArrayList<>(List.of(start(game, naive)));
    while (!positions.getLast().state.isOver()) {
      List<Integer> legal = positions.getLast().legalActions();
      positions.add(positions.getLast().play(legal.get(random.nextInt(legal.size()))));
    }
    return positions;
  }

  List<Integer> legalActions() {
    return legalActions(game, state);
  }

  static List<Integer> legalActions(Game game, GameState state) {
    int[] actions = new int[game.maxLegalActions()];
    int k = state.legalActions(actions);
    return Arrays.stream(actions, 0, k).boxed().toList();
  }

  String moves() {
    return String.join(" ", actions.stream().map(game::actionName).toList());
  }

  @Override
  public String toString() {
    return "seed=%X moves=%s%n%s".formatted(SEED, moves(), state.draw());
  }

  private Twins agree() {
    List<Integer> expected = naive.legalActions();
    assertThat(legalActions()).as(this::toString).isEqualTo(expected);
    assertThat(IntStream.range(0, game.actions()).filter(state::isLegal).boxed().toList())
        .as(this::toString)
        .isEqualTo(expected);
    assertThat(state.player()).as(this::toString).isEqualTo(naive.player());
    assertThat(state.ply()).as(this::toString).isEqualTo(actions.size());
    assertThat(state.isOver()).as(this::toString).isEqualTo(naive.isOver());
    assertThat(expected.isEmpty()).as(this::toString).isEqualTo(naive.isOver());
    if (naive.isOver()) {
      assertThat(state.outcome()).as(this::toString).isEqualTo(naive.outcome());
    }
    return this;
  }
}
