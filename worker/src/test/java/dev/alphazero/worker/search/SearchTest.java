package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.worker.game.GameState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract of `Search`, for both backends and algorithms.
final class SearchTest {
  private static final HashGame GAME = new HashGame(7, 9, 30, 5);

  private final List<SearchRun> runs = new ArrayList<>();

  @AfterEach
  void treesAreSound() {
    for (SearchRun run : runs) {
      TreeInvariants.check(run);
      run.close();
    }
  }

  private SearchRun run(
      SearchBackend backend, Algorithm algorithm, HashGame game, int games, int maxSimulations) {
    SearchRun run =
        new SearchRun(
            backend,
            game,
            SearchSettings.defaults(algorithm),
            games,
            maxSimulations,
            new HashEvaluator());
    runs.add(run);
    return run;
  }

  @ParameterizedTest
  @CsvSource({"JAVA, PUCT", "JAVA, GUMBEL", "REFERENCE, PUCT", "REFERENCE, GUMBEL"})
  void visitsSumToSimulations(SearchBackend backend, Algorithm algorithm) {
    SearchRun run = run(backend, algorithm, GAME, 1, 300);
    for (int simulations : new int[] {1, 2, 3, 16, 17, 300}) {
      RootStatistics root = run.search(GAME.start(), simulations, null);
      assertThat(Arrays.stream(root.visits, 0, root.size).sum()).isEqualTo(simulations);
      for (int i = 0; i < root.size; i++) {
        assertThat(Math.abs(root.valueSums[i])).isLessThanOrEqualTo(root.visits[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"JAVA, PUCT", "JAVA, GUMBEL", "REFERENCE, PUCT", "REFERENCE, GUMBEL"})
  void manyGamesAreManySearchesOfOneGame(SearchBackend backend, Algorithm algorithm) {
    int games = 13;
    SearchRun together = run(backend, algorithm, GAME, games, 70);
    SearchRun alone = run(backend, algorithm, GAME, 1, 70);
    List<GameState> positions = new ArrayList<>();
    int[] legal = new int[GAME.maxLegalActions()];
    GameState position = GAME.start();
    for (int g = 0; g < games; g++) {
      int k = position.legalActions(legal);
      if (k == 0) {
        position = GAME.start();
        k = position.legalActions(legal);
      }
      positions.add(position.copy());
      together.search.reset(g, position);
      together.search.begin(g, 10 + 5 * g, null);
      position.play(legal[g % k]);
    }
    together.finish();
    for (int g = 0; g < games; g++) {
      RootStatistics root = alone.search(positions.get(g), 10 + 5 * g, null);
      BackendParityTest.assertSame(together.root(g), root);
    }
  }

  @ParameterizedTest
  @CsvSource({"JAVA", "REFERENCE"})
  void puctKeepsTheSubtree(SearchBackend backend) {
    SearchRun run = run(backend, Algorithm.PUCT, GAME, 1, 400);
    SearchRun oracle = run(SearchBackend.REFERENCE, Algorithm.PUCT, GAME, 1, 400);
    RootStatistics before = run.search(GAME.start(), 400, null);
    oracle.search(GAME.start(), 400, null);
    int best = mostVisited(before);
    ReferenceSearch.Node root = Objects.requireNonNull(((ReferenceSearch) oracle.tree(0)).root);
    ReferenceSearch.Node child = Objects.requireNonNull(root.edges.get(best).child);
    run.search.play(0, before.actions[best]);
    RootStatistics after = run.root(0);
    assertThat(after.size).isEqualTo(child.edges.size());
    assertThat(after.rawValue).isEqualTo(child.rawValue);
    for (int i = 0; i < after.size; i++) {
      assertThat(after.actions[i]).isEqualTo(child.edges.get(i).action);
      assertThat(after.visits[i]).isEqualTo(child.edges.get(i).visits);
      assertThat(after.valueSums[i]).isEqualTo(child.edges.get(i).valueSum);
      assertThat(after.priors[i]).isEqualTo(child.edges.get(i).prior);
    }
    int kept = Arrays.stream(after.visits, 0, after.size).sum();
    assertThat(kept).isEqualTo(before.visits[best] - 1);
    run.search.begin(0, 50, null);
    run.finish();
    RootStatistics more = run.root(0);
    assertThat(Arrays.stream(more.visits, 0, more.size).sum()).isEqualTo(kept + 50);
  }

  @ParameterizedTest
  @CsvSource({"JAVA", "REFERENCE"})
  void gumbelStartsAnew(SearchBackend backend) {
    SearchRun run = run(backend, Algorithm.GUMBEL, GAME, 1, 100);
    RootStatistics first = run.search(GAME.start(), 100, null);
    run.search.begin(0, 100, null);
    run.finish();
    BackendParityTest.assertSame(run.root(0), first);
    run.search.play(0, first.actions[mostVisited(first)]);
    assertThatThrownBy(() -> run.root(0)).hasMessageContaining("must have been searched");
  }

  /// One legal action everywhere: each search walks to the end of what is known, and the kept tree
  /// outgrows what was reserved.
  @ParameterizedTest
  @CsvSource({"JAVA", "REFERENCE"})
  void aLongForcedLineOutgrowsTheReservedMemory(SearchBackend backend) {
    HashGame line = new HashGame(3, 1, 700, 0);
    SearchRun run = run(backend, Algorithm.PUCT, line, 1, 20);
    run.search.reset(0, line.start());
    int kept = 0;
    for (int ply = 0; ply < 40; ply++) {
      run.search.begin(0, 20, null);
      run.finish();
      assertThat(run.root(0).visits[0]).isEqualTo(kept + 20);
      kept = kept + 20 - 1;
      run.search.play(0, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"JAVA, PUCT", "JAVA, GUMBEL", "REFERENCE, PUCT", "REFERENCE, GUMBEL"})
  void oneMoveFromTheEndOnlyTheRootIsEvaluated(SearchBackend backend, Algorithm algorithm) {
    HashGame ends = new HashGame(11, 6, 1, 0);
    SearchRun run = run(backend, algorithm, ends, 2, 64);
    for (int g = 0; g < 2; g++) {
      run.search.reset(g, ends.start());
      run.search.begin(g, 64, null);
    }
    run.step();
    assertThat(run.batch.size()).isEqualTo(2);
    assertThat(run.search.isDone(0)).isFalse();
    run.step();
    assertThat(run.batch.size()).isZero();
    assertThat(run.search.isDone(0) && run.search.isDone(1)).isTrue();
    RootStatistics root = run.root(1);
    assertThat(Arrays.stream(root.visits, 0, root.size).sum()).isEqualTo(64);
    for (int i = 0; i < root.size; i++) {
      HashGame.State state = ends.start();
      state.play(root.actions[i]);
      assertThat(root.valueSums[i]).isEqualTo((float) state.outcome() * root.visits[i]);
    }
    run.search.play(0, root.actions[0]);
    assertThatThrownBy(() -> run.search.begin(0, 1, null)).hasMessageContaining("the game is over");
  }

  @ParameterizedTest
  @CsvSource({"JAVA, PUCT", "JAVA, GUMBEL", "REFERENCE, PUCT", "REFERENCE, GUMBEL"})
  void findsTheValueOfSmallGames(SearchBackend backend, Algorithm algorithm) {
    for (int seed = 0; seed < 40; seed++) {
      HashGame small = new HashGame(1000 + seed, 4, 5, 10);
      SearchSettings settings = SearchSettings.defaults(algorithm);
      try (SearchRun run = new SearchRun(backend, small, settings, 1, 2000, SearchRun.UNIFORM)) {
        RootStatistics root = run.search(small.start(), 2000, null);
        int chosen =
            algorithm == Algorithm.PUCT ? mostVisited(root) : GumbelRoot.winner(root, settings);
        HashGame.State after = small.start();
        after.play(root.actions[chosen]);
        assertThat(valueOfPlayer0(after))
            .as("seed %s", seed)
            .isEqualTo(valueOfPlayer0(small.start()));
        TreeInvariants.check(run);
      }
    }
  }

  private static int valueOfPlayer0(HashGame.State state) {
    if (state.isOver()) {
      return state.outcome();
    }
    int[] legal = new int[4];
    int k = state.legalActions(legal);
    int sign = state.player() == 0 ? 1 : -1;
    int best = -1;
    for (int i = 0; i < k; i++) {
      HashGame.State next = state.copy();
      next.play(legal[i]);
      best = Math.max(best, sign * valueOfPlayer0(next));
    }
    return sign * best;
  }

  private static int mostVisited(RootStatistics root) {
    int best = 0;
    for (int i = 1; i < root.size; i++) {
      if (root.visits[i] > root.visits[best]) {
        best = i;
      }
    }
    return best;
  }
}
