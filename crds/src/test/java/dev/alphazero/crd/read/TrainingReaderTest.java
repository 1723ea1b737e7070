package dev.alphazero.crd.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alphazero.crd.schema.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingReaderTest {
  private static final String GOOD =
      """
      apiVersion: alphazero.dev/v1alpha1
      kind: AlphaZeroTraining
      metadata:
        name: good
        labels: {app.kubernetes.io/part-of: games}
      spec:
        game: {name: othello, options: {size: "6"}}
        seed: 1_000
        device: cpu
        search:
          algorithm: puct
          simulations: 64
          cPuct: 2
          rootNoise: {fraction: .3}
        selfPlay: {temperature: {final: 1e-3}}
        checkpoints: {every: 1h30m}
        evaluation: {opponents: [random, previous, "mcts:400"]}
        suspend: no
      """;

  @Test
  void readsAFileIntoRecords() {
    TrainingFile file = TrainingReader.read("good.yaml", GOOD, List.of());
    assertThat(file.name()).isEqualTo("good");
    assertThat(value(file, "game.name")).isEqualTo("othello");
    assertThat(value(file, "game.options")).isEqualTo(Map.of("size", "6"));
    assertThat(value(file, "seed")).isEqualTo(1000L);
    assertThat(value(file, "device")).isEqualTo("cpu");
    assertThat(value(file, "search.algorithm")).isEqualTo("puct");
    assertThat(value(file, "search.cPuct")).isEqualTo(2.0);
    assertThat(value(file, "search.rootNoise.fraction")).isEqualTo(0.3);
    assertThat(value(file, "selfPlay.temperature.final")).isEqualTo(0.001);
    assertThat(value(file, "checkpoints.every")).isEqualTo("1h30m");
    assertThat(value(file, "evaluation.opponents"))
        .isEqualTo(List.of("random", "previous", "mcts:400"));
    assertThat(value(file, "suspend")).isEqualTo(false);
    assertThat(value(file, "learner")).isNull();
    assertThat(file.places().get("search.simulations")).isEqualTo(Place.inFile("good.yaml", 12));
  }

  @Test
  void flagsWinOverTheFile() {
    TrainingFile file =
        TrainingReader.read(
            "good.yaml",
            GOOD,
            List.of(
                Flag.set("search.simulations=128"),
                Flag.set("selfPlay.temperature={initial: 2, plies: 8}"),
                Flag.set("game.options.size=8"),
                Flag.set("actors.autoscaling.mode=Off"),
                Flag.set("evaluation.opponents=[random]"),
                Flag.of("--profile", "profile", "mid"),
                Flag.of("--seed", "seed", "7")));
    assertThat(value(file, "search.simulations")).isEqualTo(128);
    assertThat(value(file, "search.cPuct")).isEqualTo(2.0);
    assertThat(value(file, "selfPlay.temperature.initial")).isEqualTo(2.0);
    assertThat(value(file, "selfPlay.temperature.final")).isEqualTo(0.001);
    assertThat(value(file, "game.options")).isEqualTo(Map.of("size", "8"));
    assertThat(value(file, "actors.autoscaling.mode")).isEqualTo("Off");
    assertThat(value(file, "evaluation.opponents")).isEqualTo(List.of("random"));
    assertThat(value(file, "profile")).isEqualTo("mid");
    assertThat(value(file, "seed")).isEqualTo(7L);
    assertThat(file.places().get("search.simulations"))
        .isEqualTo(Place.atFlag("--set search.simulations"));
    assertThat(file.places().get("selfPlay.temperature.plies"))
        .isEqualTo(Place.atFlag("--set selfPlay.temperature"));
    assertThat(file.places().get("search.cPuct")).isEqualTo(Place.inFile("good.yaml", 13));
  }

  @Test
  void flagsAreReadAsStrictlyAsTheFile() {
    assertThat(
            problemsOf(
                GOOD,
                Flag.set("search.simulation=64"),
                Flag.set("search.simulations=0"),
                Flag.set("search.simulations="),
                Flag.set("search.simulations"),
                Flag.set("simulations=64"),
                Flag.set("seed.value=1"),
                Flag.set("selfPlay.temperature={start: 2}"),
                Flag.set("=3"),
                Flag.set("search.algorithm=gumble"),
                Flag.set("checkpoints.every=soon"),
                Flag.set("seed=*a"),
                Flag.of("--seed", "seed", "x")))
        .containsExactly(
            "--set search.simulation: unknown field; did you mean 'simulations'?",
            "--set search.simulations: must be in [1, 100000], simulations=0",
            "--set search.simulations: must not be empty; write --set path=value",
            "--set search.simulations: must not be empty; write --set path=value",
            "--set simulations: unknown field; did you mean 'search.simulations'?",
            "--set seed.value: unknown field; 'seed' must be a whole number",
            "--set selfPlay.temperature: start: unknown field; known: initial, final, plies",
            "--set : unknown field; known: " + specFields(),
            "--set search.algorithm: must be one of puct, gumbel, algorithm=gumble; did you mean"
                + " 'gumbel'?",
            "--set checkpoints.every: must be a duration such as 20ms, 10m, 1h30m or 2d, every=soon",
            "--set seed: must not use anchors and aliases (& and *); write the value out, or put"
                + " it in quotes",
            "--seed: must be a whole number, seed=x; it is a string");
  }

  private static String specFields() {
    return "game, profile, seed, device, network, search, selfPlay, inference, actors, learner,"
        + " checkpoints, evaluation, completion, gpuSharing, suspend, cleanUpAfterFinished,"
        + " ttlAfterFinished, failurePolicy, image, pullSecrets, imagePullSecrets, pods";
  }

  @Test
  void aRuleAcrossFieldsSeesFileAndFlagTogether() {
    assertThat(problemsOf(GOOD, Flag.set("search.algorithm=gumbel")))
        .containsExactly(
            "good.yaml:13: spec.search.cPuct: search.cPuct makes no sense with gumbel: it is"
                + " PUCT's constant, search.cPuct=2.0, search.algorithm=gumbel",
            "good.yaml:14: spec.search.rootNoise.fraction: search.rootNoise makes no sense with"
                + " search.algorithm gumbel: Gumbel explores by itself,"
                + " search.rootNoise.fraction=0.3, search.algorithm=gumbel");
    assertThat(
            problemsOf(
                GOOD, Flag.set("search.forcedPlayouts=2"), Flag.set("search.rootNoise.fraction=0")))
        .singleElement()
        .asString()
        .startsWith("--set search.forcedPlayouts: search.forcedPlayouts needs noise");
  }

  @Test
  void refusesBytesThatAreNoText(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin1.yaml");
    Files.write(file, GOOD.replace("good", "gööd").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TrainingReader.read(file, List.of()))
        .hasMessage(file + ":4: must be UTF-8 text, byte=0xF6");
    assertThat(problemsOf(GOOD.replace("good", "g\u0007d")))
        .containsExactly("good.yaml:4: must have no control characters, character=U+0007");
  }

  @Test
  void refusesFilesThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> TrainingReader.read(missing, List.of()))
        .hasMessage(missing + ": must exist");
    assertThatThrownBy(() -> TrainingReader.read(folder, List.of()))
        .hasMessage(folder + ": must be a file, not a folder");
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, GOOD + "#".repeat(300_000));
    assertThatThrownBy(() -> TrainingReader.read(large, List.of()))
        .hasMessageStartingWith(large + ": must be at most 262144 bytes");
  }

  @Test
  void acceptsAByteOrderMarkAndWindowsLines() {
    String text = "\uFEFF" + GOOD.replace("\n", "\r\n");
    TrainingFile file = TrainingReader.read("good.yaml", text, List.of());
    assertThat(file.places().get("search.simulations")).isEqualTo(Place.inFile("good.yaml", 12));
  }

  @Test
  void refusesTextThatWouldCostMuch() {
    assertThat(problemsOf("a: &a [x]\nb: [*a, *a]\n"))
        .singleElement()
        .asString()
        .contains("anchors");
    assertThat(problemsOf("a: " + "[".repeat(5000) + "]".repeat(5000)))
        .singleElement()
        .asString()
        .contains("Nesting Depth");
    assertThat(problemsOf(GOOD.replace("good", "a".repeat(100_000))))
        .singleElement()
        .asString()
        .contains("must have at most 40 characters")
        .hasSizeLessThan(200);
    assertThat(problemsOf(GOOD + "  x: 1\n".repeat(1000)))
        .hasSize(101)
        .last()
        .isEqualTo("good.yaml: has more problems than are shown, problems=1000");
  }

  /// A broken file ends in problems, never in another exception.
  @Test
  void everyDamageIsAProblemOrHarmless() {
    Random random = new Random(20);
    String spice = " \t\n:,-[]{}#&*!|>'\"%@`0a\u00e9\uffff\u0000";
    for (int trial = 0; trial < 3000; trial++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int edit = random.nextInt(4); edit >= 0; edit--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, spice.charAt(random.nextInt(spice.length())));
          case 1 -> text.insert(at, spice.charAt(random.nextInt(spice.length())));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
        }
      }
      try {
        assertThat(TrainingReader.read("fuzz.yaml", text.toString(), List.of()).name())
            .as(text.toString())
            .isNotEmpty();
      } catch (TrainingFileException e) {
        assertThat(e.problems()).as(text.toString()).isNotEmpty();
      }
    }
  }

  /// Returns what the record holds at a path, null if nothing.
  private static @Nullable Object value(TrainingFile file, String path) {
    return Tree.at(
        new JsonMapper().convertValue(file.spec(), new TypeReference<Map<String, Object>>() {}),
        path);
  }

  private static List<String> problemsOf(String text, Flag... flags) {
    try {
      TrainingReader.read("good.yaml", text, List.of(flags));
      return List.of();
    } catch (TrainingFileException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }
}
