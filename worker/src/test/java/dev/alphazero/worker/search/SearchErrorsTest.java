package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
            "the native search backend is not in this build, backend=native; use java or auto",
            () -> Searches.create("native", GAME, PUCT, 1, 1)),
        new Refusal(
            "backend must be auto, native, java or reference, backend=rust",
            () -> SearchBackend.choose("rust")));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void refuses(Refusal refusal) {
    assertThatThrownBy(refusal.action()::run).hasMessage(refusal.message());
  }

  @Test
  void autoSaysWhatItTookAndWhy() {
    SearchBackend.Choice choice = SearchBackend.choose("auto");
    assertThat(choice.backend()).isEqualTo(SearchBackend.JAVA);
    assertThat(choice.reason()).isEqualTo("search backend java: native is not in this build");
    assertThat(SearchBackend.choose("reference").backend()).isEqualTo(SearchBackend.REFERENCE);
  }

  @Test
  void wrongOrderOfCalls() {
    try (SearchRun run = new SearchRun(SearchBackend.JAVA, GAME, PUCT, 1, 5, new HashEvaluator())) {
      Search search = run.search;
      assertThat(search.isDone(0)).as("never begun").isTrue();
      refuses(new Refusal("the game must be reset first, game=0", () -> search.begin(0, 1, null)));
      search.reset(0, GAME.start());
      refuses(new Refusal("the root must have been searched, game=0", () -> run.root(0)));
      refuses(
          new Refusal(
              "simulations must be in [1, 5], simulations=6", () -> search.begin(0, 6, null)));
      refuses(
          new Refusal(
              "simulations must be in [1, 5], simulations=0", () -> search.begin(0, 0, null)));
      int k = GAME.start().legalActions(new int[9]);
      refuses(
          new Refusal(
              "noise must have a number per legal action, legal actions=" + k + " noise.length=0",
              () -> search.begin(0, 1, new float[0])));
      refuses(
          new Refusal(
              "the action must be legal at the root, game=0 action=-1", () -> search.play(0, -1)));
      search.begin(0, 5, null);
      run.batch.clear();
      search.select(run.batch);
      refuses(
          new Refusal(
              "leaves must be backed up before the next select", () -> search.select(run.batch)));
      refuses(new Refusal("the leaf must be backed up first, game=0", () -> search.play(0, 0)));
      run.batch.setValue(0, Float.NaN);
      assertThatThrownBy(() -> search.backUp(run.batch))
          .hasMessage("values must be in [-1, 1], game=0 value=NaN; has the training diverged?");
    }
  }

  @Test
  void aFinishedGameCannotBeSearched() {
    HashGame.State state = GAME.start();
    int[] legal = new int[9];
    while (!state.isOver()) {
      state.legalActions(legal);
      state.play(legal[0]);
    }
    try (Search search = Searches.create("java", GAME, PUCT, 1, 5)) {
      assertThatThrownBy(() -> search.reset(0, state))
          .hasMessage("a search needs a position that is not over, game=0 ply=30");
    }
  }
}
