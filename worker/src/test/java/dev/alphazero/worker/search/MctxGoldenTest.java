package dev.alphazero.worker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our searches grow the trees that mctx grew. The files are facts; `golden/mctx/generate.py` says
/// how they were made.
final class MctxGoldenTest {
  /// mctx keeps running means where we keep sums.
  private static final float TOLERANCE = 1e-4f;

  @ParameterizedTest
  @CsvSource({
    "gumbel-unit, JAVA",
    "gumbel-unit, REFERENCE",
    "gumbel-defaults, JAVA",
    "gumbel-defaults, REFERENCE",
    "puct, JAVA",
    "puct, REFERENCE",
    "gumbel-unit-illegal, JAVA",
    "gumbel-unit-illegal, REFERENCE",
    "gumbel-defaults-illegal, JAVA",
    "gumbel-defaults-illegal, REFERENCE",
    "puct-illegal, JAVA",
    "puct-illegal, REFERENCE"
  })
  void growsTheSameTree(String name, SearchBackend backend) {
    JsonNode golden = read(name);
    StoredGame game = new StoredGame(golden);
    SearchSettings settings = settings(golden);
    int simulations = golden.get("simulations").asInt();
    try (SearchRun run = new SearchRun(backend, game, settings, 1, simulations, game::evaluate)) {
      run.search.reset(0, game.start());
      run.search.begin(0, simulations, gumbel(golden, game.legal(0)));
      run.finish();
      TreeInvariants.check(run);
      RootStatistics root = run.root(0);
      if (run.tree(0) instanceof ReferenceSearch reference) {
        assertSameTree(Objects.requireNonNull(reference.root), golden, game, 0);
      }
      assertRoot(root, golden);
      float[] policy = new float[root.size];
      PolicyTarget.of(root, settings, policy);
      assertThat(Arrays.copyOf(root.actions, root.size)).containsExactly(game.legal(0));
      for (int i = 0; i < root.size; i++) {
        float expected = (float) golden.get("policy").get(root.actions[i]).asDouble();
        assertThat(policy[i])
            .as("policy of action %s", root.actions[i])
            .isCloseTo(expected, within(TOLERANCE));
      }
      if (golden.has("winner")) {
        assertThat(root.actions[GumbelRoot.winner(root, settings)])
            .isEqualTo(golden.get("winner").asInt());
      }
    }
  }

  private static SearchSettings settings(JsonNode golden) {
    if (golden.get("algorithm").asText().equals("puct")) {
      return SearchSettings.defaults(Algorithm.PUCT);
    }
    return SearchSettings.defaults(Algorithm.GUMBEL)
        .withConsideredActions(golden.get("considered").asInt())
        .withGumbelScale(
            50,
            (float) golden.get("scale").asDouble(),
            QTransform.valueOf(golden.get("transform").asText()));
  }

  private static float @Nullable [] gumbel(JsonNode golden, int[] legal) {
    if (!golden.has("gumbel")) {
      return null;
    }
    float[] noise = new float[legal.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) golden.get("gumbel").get(legal[i]).asDouble();
    }
    return noise;
  }

  private static void assertRoot(RootStatistics root, JsonNode golden) {
    int[] visits = new int[root.size];
    for (JsonNode edge : golden.get("nodes").get(0).get("edges")) {
      int i = Arrays.binarySearch(root.actions, 0, root.size, edge.get("action").asInt());
      visits[i] = edge.get("visits").asInt();
      assertThat(root.valueSums[i] / root.visits[i])
          .isCloseTo((float) edge.get("q").asDouble(), within(TOLERANCE));
    }
    assertThat(Arrays.copyOf(root.visits, root.size)).containsExactly(visits);
  }

  private static void assertSameTree(
      ReferenceSearch.Node node, JsonNode golden, StoredGame game, int index) {
    JsonNode stored = golden.get("nodes").get(index);
    int walked = 0;
    for (JsonNode storedEdge : stored.get("edges")) {
      int action = storedEdge.get("action").asInt();
      ReferenceSearch.Edge edge =
          node.edges.stream().filter(each -> each.action == action).findFirst().orElseThrow();
      assertThat(edge.visits).isEqualTo(storedEdge.get("visits").asInt());
      assertThat(edge.valueSum / edge.visits)
          .isCloseTo((float) storedEdge.get("q").asDouble(), within(TOLERANCE));
      walked++;
      if (!storedEdge.has("outcome")) {
        int child = game.child(index, edge.action);
        assertSameTree(Objects.requireNonNull(edge.child), golden, game, child);
      }
    }
    assertThat(node.edges.stream().filter(edge -> edge.visits > 0)).hasSize(walked);
  }

  private static JsonNode read(String name) {
    String file = "/golden/mctx/" + name + ".json";
    try (InputStream in = MctxGoldenTest.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
