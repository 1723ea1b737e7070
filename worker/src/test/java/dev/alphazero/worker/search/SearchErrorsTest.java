package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.game.tictactoe.TicTacToe;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What searches and their settings refuse, and what they say.
final class SearchErrorsTest {
  private static final HashGame GAME = new HashGame(7, 9, 30, 0);
  private static final SearchSettings PUCT = SearchSettings.defaults(Algorithm.PUCT);

  private record Refusal(String message, Runnable action) {}

  static Stream<Refusal> settings() {
    return Stream.of(
        new Refusal("cPuct must be positive, cPuct=0.0", () -> PUCT.withCPuct(0, 19652)),
        new Refusal("cPuct must be positive, cPuct=NaN", () -> PUCT.withCPuct(Float.NaN, 1)),
        new Refusal(
            "cPuctBase must be at least 1, or 0 for a constant c, cPuctBase=0.5",
            () -> PUCT.withCPuct(1, 0.5f)),
        new Refusal(
            "fpuReduction must be in [0, 1], fpuReduction=1.5", () -> PUCT.withFpuReduction(1.5f)),
        new Refusal(
            "rootNoiseFraction must be in [0, 1], rootNoiseFraction=-0.1",
            () -> PUCT.withRootNoise(-0.1f, 2)),
        new Refusal(
            "forcedPlayouts must be at least 0 (0 = off), forcedPlayouts=-1.0",
            () -> PUCT.withRootNoise(0.25f, -1)),
        new Refusal(
            "consideredActions must be at least 1, consideredActions=0",
            () -> PUCT.withConsideredActions(0)),
        new Refusal(
            "gumbelVisitOffset must be at least 0, gumbelVisitOffset=-1.0",
            () -> PUCT.withGumbelScale(-1, 1, QTransform.UNIT)),
        new Refusal(
            "gumbelScale must be positive, gumbelScale=0.0",
            () -> PUCT.withGumbelScale(50, 0, QTransform.UNIT)),
        new Refusal(
            "games must be at least 1, games=0", () -> Searches.create("java", GAME, PUCT, 0, 1)),
        new Refusal(
            "maxSimulations must be at least 1, maxSimulations=0",
            () -> Searches.create("auto", GAME, PUCT, 1, 0)),
        new Refusal(
            "the native search backend is "
                + (NativeTests.absence().isEmpty()
                    ? "not for the game hash"
                    : NativeTests.absence())
                + ", backend=native; use java or auto",
            () -> Searches.create("native", GAME, PUCT, 1, 1)),
        new Refusal(
            "backend must be auto, native, java or reference, backend=rust",
            () -> SearchBackend.choose("rust", GAME)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void refuses(Refusal refusal) {
    assertThatThrownBy(refusal.action()::run).hasMessage(refusal.message());
  }

  private static final TicTacToe REAL = new TicTacToe();

  /// The backends that are in this build.
  static Stream<SearchBackend> backends() {
    return Arrays.stream(SearchBackend.values())
        .filter(backend -> backend != SearchBackend.NATIVE || NativeTests.knows(REAL));
  }

  private static SearchRun run(SearchBackend backend, Algorithm algorithm, int games) {
    return new SearchRun(
        backend, REAL, SearchSettings.defaults(algorithm), games, 5, new HashEvaluator());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void wrongOrderOfCalls(SearchBackend backend) {
    try (SearchRun run = run(backend, Algorithm.PUCT, 1)) {
      Search search = run.search;
      assertThat(search.isDone(0)).as("never begun").isTrue();
      refuses(new Refusal("the game must be reset first, game=0", () -> search.begin(0, 1, null)));
      refuses(new Refusal("the game must be reset first, game=0", () -> search.play(0, 1)));
      search.reset(0, REAL.start());
      refuses(new Refusal("the root must have been searched, game=0", () -> run.root(0)));
      refuses(
          new Refusal(
              "simulations must be in [1, 5], simulations=6", () -> search.begin(0, 6, null)));
      refuses(
          new Refusal(
              "simulations must be in [1, 5], simulations=0", () -> search.begin(0, 0, null)));
      refuses(
          new Refusal(
              "noise must have a number per legal action, legal actions=9 noise.length=8",
              () -> search.begin(0, 1, new float[8])));
      refuses(
          new Refusal(
              "the action must be legal at the root, game=0 action=-1", () -> search.play(0, -1)));
      search.play(0, 4);
      refuses(
          new Refusal(
              "the action must be legal at the root, game=0 action=4", () -> search.play(0, 4)));
      search.begin(0, 5, null);
      run.batch.clear();
      search.select(run.batch);
      refuses(
          new Refusal(
              "leaves must be backed up before the next select", () -> search.select(run.batch)));
      refuses(new Refusal("the leaf must be backed up first, game=0", () -> search.play(0, 0)));
      refuses(
          new Refusal("the leaf must be backed up first, game=0", () -> search.begin(0, 1, null)));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void valuesThatAreNone(SearchBackend backend) {
    for (float value : new float[] {Float.NaN, 1.001f, Float.NEGATIVE_INFINITY}) {
      try (SearchRun run = run(backend, Algorithm.PUCT, 2)) {
        toTheFirstLeaf(run);
        run.batch.setValue(1, value);
        assertThatThrownBy(() -> run.search.backup(run.batch))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                "values must be in [-1, 1], game=1 value="
                    + value
                    + "; has the training diverged?");
        run.search.reset(1, REAL.start());
        assertThat(run.search(REAL.start(), 5, null).size).as("after reset").isEqualTo(9);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void logitsThatAreNone(SearchBackend backend) {
    for (float logit : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (int action : new int[] {0, 8}) {
        try (SearchRun run = run(backend, Algorithm.GUMBEL, 2)) {
          toTheFirstLeaf(run);
          for (int a = 0; a < 9; a++) {
            run.batch.setPolicyLogit(0, a, a == action ? logit : -1);
          }
          boolean last = Float.isNaN(logit) && action == 8;
          assertThatThrownBy(() -> run.search.backup(run.batch))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage(
                  "policy logits must be finite, largest="
                      + (last ? -1f : logit)
                      + "; has the training diverged?");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aFullBatch(SearchBackend backend) {
    try (SearchRun run = run(backend, Algorithm.PUCT, 3);
        LeafBatch small = new LeafBatch(2, REAL.planes().bytes(), REAL.actions())) {
      for (int g = 0; g < 3; g++) {
        run.search.reset(g, REAL.start());
        run.search.begin(g, 1, null);
      }
      assertThatThrownBy(() -> run.search.select(small))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the batch must have room, capacity=2");
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aBatchThatWasMadeForSomethingElse(SearchBackend backend) {
    try (SearchRun run = run(backend, Algorithm.PUCT, 2);
        LeafBatch other = new LeafBatch(2, REAL.planes().bytes() + 1, 7);
        LeafBatch empty = new LeafBatch(2, REAL.planes().bytes(), REAL.actions())) {
      String made =
          "the batch must be made for the game, planeBytes=%d expected=%d actions=7 expected=9";
      int bytes = REAL.planes().bytes();
      assertThatThrownBy(() -> run.search.select(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(made.formatted(bytes + 1, bytes));
      toTheFirstLeaf(run);
      assertThatThrownBy(() -> run.search.backup(other))
          .hasMessage(made.formatted(bytes + 1, bytes));
      assertThatThrownBy(() -> run.search.backup(empty))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the batch must be that of the last select, size=0 expected=2");
      run.search.backup(run.batch);
    }
  }

  private static void toTheFirstLeaf(SearchRun run) {
    for (int g = 0; g < run.search.games(); g++) {
      run.search.reset(g, REAL.start());
      run.search.begin(g, 5, null);
    }
    run.batch.clear();
    run.search.select(run.batch);
    SearchRun.UNIFORM.evaluate(run.batch);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aFinishedGameCannotBeSearched(SearchBackend backend) {
    GameState over = REAL.position("a1a2b1b2c1");
    try (SearchRun run = run(backend, Algorithm.PUCT, 1)) {
      assertThatThrownBy(() -> run.search.reset(0, over))
          .hasMessage("a search needs a position that is not over, game=0 ply=5");
      run.search.reset(0, REAL.position("a1a2b1b2"));
      run.search.play(0, 2);
      assertThatThrownBy(() -> run.search.begin(0, 1, null))
          .hasMessage("the game is over; reset it first, game=0");
    }
  }
}
