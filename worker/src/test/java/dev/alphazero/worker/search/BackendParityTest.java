package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.worker.game.Game;
import dev.alphazero.worker.game.GameState;
import dev.alphazero.worker.random.CounterRandom;
import dev.alphazero.worker.random.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The backends agree bit for bit: visit counts, value sums, priors and logits.
final class BackendParityTest {
  private static final long SEED = 20;

  @ParameterizedTest
  @EnumSource
  void agreeOnRandomTrees(Algorithm algorithm) {
    long positions = 0;
    for (int i = 0; i < 100; i++) {
      CounterRandom random = CounterRandom.of(SEED, i, algorithm.ordinal(), Purpose.TEST);
      Game game =
          new HashGame(i, 1 + random.nextInt(20), 2 + random.nextInt(30), random.nextInt(30));
      positions += playGames(game, settings(algorithm, random), random, 4);
    }
    assertThat(positions).isGreaterThan(2000);
  }

  /// Plays games to their ends, some searches with noise and some without, and compares each root:
  /// that of the reference with those of the other backends that know the game.
  ///
  /// @return the number of roots compared
  static long playGames(Game game, SearchSettings settings, CounterRandom random, int games) {
    int maxSimulations = 1 + random.nextInt(120);
    List<SearchRun> runs = new ArrayList<>();
    for (SearchBackend backend : backends(game)) {
      runs.add(new SearchRun(backend, game, settings, games, maxSimulations, new HashEvaluator()));
    }
    try {
      return playGames(game, settings, random, games, maxSimulations, runs);
    } finally {
      runs.forEach(SearchRun::close);
    }
  }

  /// The reference first.
  private static List<SearchBackend> backends(Game game) {
    return NativeTests.knows(game)
        ? List.of(SearchBackend.REFERENCE, SearchBackend.JAVA, SearchBackend.NATIVE)
        : List.of(SearchBackend.REFERENCE, SearchBackend.JAVA);
  }

  private static long playGames(
      Game game,
      SearchSettings settings,
      CounterRandom random,
      int games,
      int maxSimulations,
      List<SearchRun> runs) {
    long positions = 0;
    GameState[] states = new GameState[games];
    for (int g = 0; g < games; g++) {
      states[g] = game.start();
      for (SearchRun run : runs) {
        run.search.reset(g, states[g]);
      }
    }
    int[] legal = new int[game.maxLegalActions()];
    for (int ply = 0; ply < 200 && anyLeft(states); ply++) {
      for (int g = 0; g < games; g++) {
        if (!states[g].isOver()) {
          int simulations = 1 + random.nextInt(maxSimulations);
          float[] noise = noise(settings, random, states[g].legalActions(legal));
          for (SearchRun run : runs) {
            run.search.begin(g, simulations, noise);
          }
        }
      }
      for (SearchRun run : runs) {
        run.finish();
        if (ply % 4 == 0) {
          TreeInvariants.check(run);
        }
      }
      for (int g = 0; g < games; g++) {
        if (!states[g].isOver()) {
          RootStatistics root = runs.getFirst().root(g);
          for (SearchRun run : runs) {
            assertSame(run.root(g), root);
          }
          positions++;
          int action = root.actions[random.nextInt(root.size)];
          for (SearchRun run : runs) {
            run.search.play(g, action);
          }
          states[g].play(action);
        }
      }
    }
    return positions;
  }

  static SearchSettings settings(Algorithm algorithm, CounterRandom random) {
    SearchSettings settings =
        SearchSettings.defaults(algorithm).withConsideredActions(1 + random.nextInt(16));
    if (random.nextInt(3) == 0) {
      settings = settings.withCPuct(1.5f, SearchSettings.NO_GROWTH).withRootNoise(0.25f, 0);
    }
    if (random.nextInt(3) == 0) {
      settings = settings.withGumbelScale(50, 0.1f, QTransform.MIN_MAX).withFpuReduction(0);
    }
    return settings;
  }

  private static float @Nullable [] noise(SearchSettings settings, CounterRandom random, int k) {
    if (random.nextInt(3) == 0) {
      return null;
    }
    float[] noise = new float[k];
    switch (settings.algorithm()) {
      case PUCT -> RootNoise.dirichlet(random, RootNoise.ALPHA_SCALE / k, k, noise);
      case GUMBEL -> RootNoise.gumbel(random, k, noise);
    }
    return noise;
  }

  private static boolean anyLeft(GameState[] states) {
    return Arrays.stream(states).anyMatch(state -> !state.isOver());
  }

  static void assertSame(RootStatistics actual, RootStatistics expected) {
    assertThat(actual.size).isEqualTo(expected.size);
    assertThat(actual.noisy).isEqualTo(expected.noisy);
    assertThat(actual.rawValue).isEqualTo(expected.rawValue);
    assertThat(actual.actions).containsExactly(expected.actions);
    assertThat(actual.visits).containsExactly(expected.visits);
    assertThat(actual.valueSums).containsExactly(expected.valueSums);
    assertThat(actual.logits).containsExactly(expected.logits);
    assertThat(actual.priors).containsExactly(expected.priors);
    assertThat(actual.noise).containsExactly(expected.noise);
  }
}
