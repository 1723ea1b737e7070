package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that use a trained network.
final class RunCommandsTest {
  private static final String RUN = TinyRun.folder().toString();

  @TempDir Path folder;

  @Test
  void verifyPrintsThreeRows() {
    Cli result = Cli.run("verify", RUN, "--simulations", "2");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .hasSize(4)
        .first()
        .isEqualTo("all: 4,520 positions of known value; moves that give value away:");
    assertThat(result.out())
        .contains("  raw policy, no search ")
        .contains("  trained, 2 simulations ")
        .contains("  untrained, 2 simulations ");
  }

  @Test
  void verifyPrintsOneJsonDocument() throws IOException {
    Path positions = Files.writeString(folder.resolve("mine.txt"), "a1b2\nb2\n");
    JsonNode document =
        json(
            Cli.run(
                "verify",
                RUN,
                "--positions",
                positions.toString(),
                "--simulations",
                "2",
                "--format",
                "json"));
    assertThat(document.fieldNames())
        .toIterable()
        .contains(
            "game",
            "positions",
            "simulations",
            "errors",
            "errorRate",
            "policyErrors",
            "untrainedErrors");
    assertThat(document.get("game").asText()).isEqualTo("tic-tac-toe");
    assertThat(document.get("positions").asInt()).isEqualTo(2);
    assertThat(document.get("sets").get(0).get("set").asText()).isEqualTo("mine.txt");
  }

  @Test
  void verifyNamesTheLineOfABadPosition() throws IOException {
    Path positions = Files.writeString(folder.resolve("mine.txt"), "a1b2\na1z9\n");
    Cli result = Cli.run("verify", RUN, "--positions", positions.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("mine.txt:2: ").contains("z9");
    assertThat(Cli.run("verify", RUN, "--positions", "nowhere.txt"))
        .returns(2, Cli::exitCode)
        .extracting(Cli::err)
        .asString()
        .contains("there is no file nowhere.txt");
  }

  @Test
  void verifySaysThatAGameHasNoPositions() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("othello.yaml"),
            """
            apiVersion: alphazero.dev/v1alpha1
            kind: AlphaZeroTraining
            metadata: {name: small}
            spec:
              game: {name: othello, options: {size: "6"}}
              network: {blocks: 1, channels: 8}
              search: {algorithm: gumbel, simulations: 2}
              selfPlay: {gamesPerActor: 2}
              inference: {precision: fp32}
              learner: {batchSize: 32, precision: fp32}
              evaluation: {games: 2, simulations: 2, opponents: [random]}
              completion: {trainingSteps: 1}
            """);
    Path run = folder.resolve("small");
    Cli trained = TinyRun.train(file, run);
    assertThat(trained.exitCode()).as(trained.err()).isZero();

    Cli result = Cli.run("verify", run.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "verify needs positions of known value, and none come with othello; name a file of them with --positions, or measure the strength in games: alphazero match "
                + run
                + " mcts:400");

    Path positions = Files.writeString(folder.resolve("mine.txt"), "start\n");
    result = Cli.run("verify", run.toString(), "--positions", positions.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("there is no solver for this game");
  }

  @Test
  void matchPrintsScoreAndElo() {
    Cli result = Cli.run("match", RUN, "random", "--games", "4", "--simulations", "2");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .matches(
            """
            tic-tac-toe: tiny:2 against random, 4 games from 4 random plies, sides swapped
              won \\d  drawn \\d  lost \\d  score \\d+\\.\\d %
              Elo \\S+ \\[\\S+, \\S+\\] \\(95 % over 2 pairs\\)
            """);
  }

  @Test
  void matchPrintsOneJsonDocument() throws IOException {
    JsonNode document =
        json(
            Cli.run(
                "match", "mcts:2", RUN, "--games", "4", "--simulations", "2", "--format", "json"));
    assertThat(document.get("game").asText()).isEqualTo("tic-tac-toe");
    assertThat(document.get("first").asText()).isEqualTo("mcts:2");
    assertThat(document.get("second").asText()).isEqualTo("tiny:2");
    assertThat(document.get("games").asInt()).isEqualTo(4);
    assertThat(document.get("elo").get("pairs").asInt()).isEqualTo(2);
  }

  @Test
  void matchTakesCheckpoints() throws IOException {
    String checkpoint = TinyRun.checkpoint(TinyRun.folder()).toString();
    Cli result = Cli.run("match", checkpoint, RUN, "--games", "2", "--simulations", "2");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("tic-tac-toe: tiny@").contains(":2 against tiny:2");
  }

  @Test
  void matchRefusesAnotherGame() throws IOException {
    Cli result = Cli.run("match", RUN, "random", "--game", "othello");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("tiny plays tic-tac-toe, --game=othello");

    Path other = TinyRun.copy(folder);
    Path record = other.resolve("run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replace("\"tic-tac-toe\"", "\"connect-four\"")
            .replace("\"name\" : \"tiny\"", "\"name\" : \"other\""));
    result = Cli.run("match", RUN, other.toString());
    assertThat(result.err()).contains("checkpoint").contains("belongs to another");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void exportChecksWhatItWrote() {
    for (String format : new String[] {"onnx", "torchscript"}) {
      Path file = folder.resolve("network." + format);
      Cli result = Cli.run("export", RUN, "--format", format, "--output", file.toString());
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out())
          .startsWith("wrote " + file)
          .contains("planes [n, 2, 3, 3] to policy_logits [n, 9] and values [n], FP32")
          .contains("checked: on 256 positions of random games the largest difference is ");
      assertThat(file).isNotEmptyFile();
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void exportNeedsAFolderThatIsThere() {
    String file = folder.resolve("no/network.onnx").toString();
    Cli result = Cli.run("export", RUN, "--format", "onnx", "--output", file);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("the folder of " + file + " must exist");
    result = Cli.run("export", RUN, "--format", "onnx", "--output", folder.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--output must be a file");
  }

  @Test
  void playPlaysAGame() {
    Cli result = Cli.typing("a1\nquit\n", "play", RUN, "--simulations", "2");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .startsWith("tic-tac-toe: you against tiny, 2 simulations a move")
        .contains("You begin.")
        .contains("\n1 X ")
        .contains("I play ")
        .contains("Bye. 2 moves: a1 ");
  }

  private static JsonNode json(Cli result) throws IOException {
    assertThat(result.exitCode()).as(result.err()).isZero();
    return JsonMapper.builder().build().readTree(result.out());
  }
}
