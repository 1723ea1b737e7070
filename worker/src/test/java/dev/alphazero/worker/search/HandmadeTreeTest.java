package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Trees small enough to compute by hand.
final class HandmadeTreeTest {
  private static final SearchSettings CONSTANT_1 =
      SearchSettings.defaults(Algorithm.PUCT).withCPuct(1, SearchSettings.NO_GROWTH);

  /// The root's priors are 3/4 and 1/4 (logits ln 3 and 0), its value is 0.2. Action 0 leads to
  /// node [0] of the opponent, worth 0.4 to him, with equal priors. There action 0 leads to node
  /// [0, 0], worth 0.1 to the root's player, and action 1 wins for the opponent. Action 1 of the
  /// root leads to node [1], where the root's player moves again, worth 0.5 to him.
  private static final StoredGame GAME =
      game(
          """
          {"actions": 2, "nodes": [
          {"moves": [], "value": 0.2, "logits": [1.0986123, 0],
            "edges": [{"action": 0, "samePlayer": false}, {"action": 1, "samePlayer": true}]},
          {"moves": [0], "value": 0.4, "logits": [0, 0],
            "edges": [{"action": 0, "samePlayer": false}, {"action": 1, "outcome": 1}]},
          {"moves": [0, 0], "value": 0.1, "logits": [0, 0], "edges": []},
          {"moves": [1], "value": 0.5, "logits": [0, 0], "edges": []}]}
          """);

  /// | simulation | scale | root Q | unvisited Q | scores | walk | value |
  /// |---|---|---|---|---|---|---|
  /// | 1 | 1 | 0.2 | 0.2 | 0.2 + 0.75, 0.2 + 0.25 | [0] | -0.4 |
  /// | 2 | 1.4142 | -0.1 | -0.1 - 0.25 * 0.8660 | -0.4 + 0.5303, -0.3165 + 0.3536 | [0, 0] | 0.1 |
  /// | 3 | 1.7321 | -0.0333 | -0.2498 | -0.15 + 0.4330, -0.2498 + 0.4330 | [0, 1], ends | -1 |
  /// | 4 | 2 | -0.275 | -0.4915 | -0.4333 + 0.375, -0.4915 + 0.5 | [1] | 0.5 |
  ///
  /// In simulation 2 both actions of node [0] score 0.4 + 0.5: the lower index is taken. In 3 they
  /// score -0.1 + 1.4142 * 0.5 / 2 = 0.2536 and 0.15 - 0.25 * 0.7071 + 0.7071 = 0.6803.
  @ParameterizedTest
  @EnumSource(names = {"JAVA", "REFERENCE"})
  void puct(SearchBackend backend) {
    try (SearchRun run = new SearchRun(backend, GAME, CONSTANT_1, 1, 4, GAME::evaluate)) {
      run.search.reset(0, GAME.start());
      run.search.begin(0, 4, null);
      int steps = 0;
      for (; !run.search.isDone(0); steps++) {
        run.step();
      }
      assertThat(steps).as("the root, [0], [0, 0], [1]; the end of [0, 1] costs none").isEqualTo(4);
      RootStatistics root = run.root(0);
      assertThat(root.priors).containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
      assertThat(root.rawValue).isEqualTo(0.2f);
      assertThat(root.visits).containsExactly(3, 1);
      assertThat(root.valueSums).containsExactly(new float[] {-1.3f, 0.5f}, within(1e-6f));
      TreeInvariants.check(run);
    }
  }

  /// At a noisy root unvisited edges have the root's Q. Noise that equals the priors: simulation 2
  /// scores 0.1303 and -0.1 + 0.3536, so it walks to [1] and not to [0, 0]. Noise (0, 1) with
  /// fraction 0.5 makes the priors (0.375, 0.625): simulation 1 walks to [1] already. Forced
  /// playouts are off.
  @ParameterizedTest
  @EnumSource(names = {"JAVA", "REFERENCE"})
  void noisyRoot(SearchBackend backend) {
    SearchSettings quarter = CONSTANT_1.withRootNoise(0.25f, 0);
    try (SearchRun run = new SearchRun(backend, GAME, quarter, 1, 4, GAME::evaluate)) {
      RootStatistics root = run.search(GAME.start(), 2, new float[] {0.75f, 0.25f});
      assertThat(root.visits).containsExactly(1, 1);
      assertThat(root.valueSums).containsExactly(new float[] {-0.4f, 0.5f}, within(1e-6f));
      assertThat(root.noisy).isTrue();
      assertThat(root.noise).containsExactly(0.75f, 0.25f);
    }
    SearchSettings half = CONSTANT_1.withRootNoise(0.5f, 0);
    try (SearchRun run = new SearchRun(backend, GAME, half, 1, 4, GAME::evaluate)) {
      RootStatistics root = run.search(GAME.start(), 1, new float[] {0, 1});
      assertThat(root.visits).containsExactly(0, 1);
      assertThat(root.priors)
          .as("without noise")
          .containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
    }
  }

  /// Action 0 wins, action 1 loses; equal priors, and noise that equals them. Edge 1 is forced as
  /// long as n < sqrt(2 * 0.5 * N) = sqrt(N): its 10th visit is at N = 82, its 11th would be at N =
  /// 101. PUCT alone gives it n visits with -1 + 10.05 * 0.5 / (1 + n) < 1 + 10.05 * 0.5 / 91 =
  /// 1.055 as soon as n >= 2, so the target keeps 2 of the 10.
  @ParameterizedTest
  @EnumSource(names = {"JAVA", "REFERENCE"})
  void forcedPlayouts(SearchBackend backend) {
    StoredGame game =
        game(
            """
            {"actions": 2, "nodes": [{"moves": [], "value": 0, "logits": [0, 0],
              "edges": [{"action": 0, "outcome": 1}, {"action": 1, "outcome": -1}]}]}
            """);
    try (SearchRun run = new SearchRun(backend, game, CONSTANT_1, 1, 100, game::evaluate)) {
      RootStatistics noisy = run.search(game.start(), 100, new float[] {0.5f, 0.5f});
      assertThat(noisy.visits).containsExactly(90, 10);
      float[] target = new float[2];
      PolicyTarget.puct(noisy, CONSTANT_1, target);
      assertThat(target).containsExactly(new float[] {90f / 92, 2f / 92}, within(1e-6f));
      RootStatistics quiet = run.search(game.start(), 100, null);
      assertThat(quiet.visits[1]).isLessThanOrEqualTo(3);
      assertThat(quiet.visits[0] + quiet.visits[1]).isEqualTo(100);
    }
  }

  private static StoredGame game(String json) {
    try {
      return new StoredGame(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
