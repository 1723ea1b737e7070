package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.Perft;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.game.othello.Othello;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import dev.alphazero.worker.game.togyzqumalaq.Togyzqumalaq;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is the native backend's own: its rules, its memory and its thread. That it searches as the
/// others do is in `GameParityTest` and `SearchErrorsTest`.
final class NativeSearchTest {
  private static final SearchSettings PUCT = SearchSettings.defaults(Algorithm.PUCT);

  @BeforeEach
  void thereIsALibrary() {
    assumeThat(NativeTests.absence()).as("the native search backend").isEmpty();
  }

  static Stream<Game> games() {
    return Stream.of(
        new TicTacToe(), new ConnectFour(), new Othello(6), new Othello(8), new Togyzqumalaq());
  }

  /// Perft from random positions, which also crosses the boundary in all kinds of positions.
  @ParameterizedTest
  @MethodSource("games")
  void rulesAreThoseOfJava(Game game) {
    NativeCalls calls = NativeLibrary.get().calls();
    assertThat(calls.rules(game)).isNotNegative();
    assertThat(calls.perft(game, game.start(), 6)).isEqualTo(Perft.of(game, 6));
    int[] legal = new int[game.maxLegalActions()];
    for (int i = 0; i < 30; i++) {
      CounterRandom random = CounterRandom.of(31, i, game.actions(), Purpose.TEST);
      GameState state = game.start();
      for (int k = state.legalActions(legal); k > 0; k = state.legalActions(legal)) {
        assertThat(calls.perft(game, state, 2)).isEqualTo(Perft.of(game, state, 2));
        state.play(legal[random.nextInt(k)]);
      }
    }
  }

  @Test
  void gamesAreToldApartByTheirActions() {
    NativeCalls calls = NativeLibrary.get().calls();
    assertThat(calls.rules(new Othello(6))).isNotEqualTo(calls.rules(new Othello(8)));
    assertThat(calls.rules(new HashGame(1, 5, 5, 5))).isEqualTo(NativeCalls.NO_RULES);
  }

  @Test
  void afterCloseItSaysSo() {
    TicTacToe game = new TicTacToe();
    Search search = Searches.create(SearchBackend.NATIVE, game, PUCT, 1, 5);
    search.reset(0, game.start());
    search.close();
    search.close();
    try (LeafBatch batch = new LeafBatch(1, game.planes().bytes(), game.actions())) {
      for (Runnable use :
          new Runnable[] {
            () -> search.reset(0, game.start()),
            () -> search.begin(0, 1, null),
            () -> search.isDone(0),
            () -> search.select(batch),
            () -> search.backup(batch),
            () -> search.readRoot(0, new RootStatistics(9)),
            () -> search.play(0, 0)
          }) {
        assertThatThrownBy(use::run)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the search is closed");
      }
    }
  }

  @Test
  void anotherThreadIsRefused() {
    TicTacToe game = new TicTacToe();
    try (Search search = Searches.create(SearchBackend.NATIVE, game, PUCT, 1, 5)) {
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> search.reset(0, game.start()));
      assertThatThrownBy(other::join).hasCauseInstanceOf(WrongThreadException.class);
    }
  }

  @Test
  void gamesOutsideOfTheGroupAreRefused() {
    TicTacToe game = new TicTacToe();
    try (Search search = Searches.create(SearchBackend.NATIVE, game, PUCT, 2, 5)) {
      assertThatThrownBy(() -> search.reset(2, game.start()))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> search.isDone(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void positionsOfOtherGamesAreRefused() {
    try (Search search = Searches.create(SearchBackend.NATIVE, new Othello(8), PUCT, 1, 5)) {
      assertThatThrownBy(() -> search.reset(0, new Othello(6).start()))
          .hasMessageContaining("states must be of one game");
    }
  }
}
