package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// What is wrong is said with exit code 2, on standard error, and nothing is begun.
final class BadInputTest {
  static final List<Arguments> BAD_ARGUMENTS =
      List.of(
          arguments("trian x.yaml", "there is no command trian; did you mean 'train'?"),
          arguments("train", "Missing required parameter: 'FILE'"),
          arguments("runs --frobnicate", "there is no option --frobnicate; known: --"),
          arguments("match a b --gmaes=20", "there is no option --gmaes; did you mean '--games'?"),
          arguments("verify a b", "there is one argument too many, argument=b"),
          arguments("runs --dir nowhere", "--dir must be a folder, --dir=nowhere"),
          arguments("runs --format xml", "expected one of [TABLE, JSON] (case-insensitive)"),
          arguments("play nosuch", "there is no run or checkpoint nosuch"),
          arguments("play nosuch --simulations 0", "--simulations must be in [1, 100000]"),
          arguments("play nosuch --first you", "expected one of [ME, IT] (case-insensitive)"),
          arguments("verify nosuch", "neither nosuch nor runs/nosuch exists"),
          arguments("verify nosuch --simulations many", "'many' is not an int"),
          arguments("export nosuch", "Missing required option: '--format=FORMAT'"),
          arguments("export nosuch --format onnx", "there is no run or checkpoint nosuch"),
          arguments("match nosuch random", "there is no run or checkpoint nosuch"),
          arguments("match random mcts:0 --game othello", "there is no run or checkpoint mcts:0"),
          arguments("match random mcts:0 --game othello", "did you mean 'mcts:N'?"),
          arguments("match rando random --game othello", "did you mean 'random'?"),
          arguments("match nosuch random", "random and mcts:N, N in [1, 9999999]."),
          arguments("match src random", "src is no run: it has no run.json"),
          arguments("play src", "src is no run: it has no run.json"),
          arguments("verify src", "src is no run: it has no run.json"),
          arguments("export src --format onnx", "src is no run: it has no run.json"),
          arguments("export src --format onnx --output nowhere/a.onnx", "folder of nowhere/a.onnx"),
          arguments("export src --format onnx --output src", "--output must be a file"),
          arguments("pack src", "src is no run: it has no run.json"),
          arguments("pack nosuch", "neither nosuch nor runs/nosuch exists"),
          arguments("pack pom.xml", "pom.xml is a file: name the run's folder"),
          arguments("match random random", "name the game with --game"),
          arguments("match random random --game chess", "game must be one of"),
          arguments(
              "match random random --game othello --games 3", "--games must be an even number"),
          arguments("match random random --game othello --seed abc", "'abc' is not a long"),
          arguments(
              "match random random --game tic-tac-toe --opening-plies 9",
              "random plies must leave a game to play"),
          arguments("perft connect-five 3", "[connect-four, othello"),
          arguments("perft connect-four 0", "DEPTH must be at least 1, DEPTH=0"),
          arguments("perft connect-four deep", "'deep' is not an int"),
          arguments("perft othello 2 --option size=7", "must be 6 or 8, size=7"),
          arguments(
              "benchmark chess",
              "PART must be one of tree, search, selfplay, inference, train, PART=chess"),
          arguments("benchmark --games 0", "--games must be in [1, 65536], --games=0"),
          arguments("benchmark --simulations 0", "--simulations must be in [1, 100000]"),
          arguments("benchmark --repetitions 0", "--repetitions must be in [1, 1000]"),
          arguments("benchmark --seconds 0", "--seconds must be in (0, 3600], --seconds=0.0"),
          arguments("benchmark --seconds NaN", "--seconds must be in (0, 3600], --seconds=NaN"),
          arguments("benchmark --steps 0", "--steps must be in [1, 1000000], --steps=0"),
          arguments("benchmark --precision int8", "expected one of [FP32, BF16]"),
          arguments("benchmark --profile huge", "--profile: must be the name of a profile"),
          arguments("benchmark --format xml", "expected one of [TABLE, JSON, CSV]"),
          arguments("benchmark --output nowhere/a.json", "--output must be a file in a folder"),
          arguments("profiles nowhere.yaml", "nowhere.yaml: must exist"),
          arguments("profiles --game go", "spec.game.name: must be one of"),
          arguments("profiles --profile huge", "--profile: must be the name of a profile"),
          arguments("profiles examples.yaml --game othello", "--game is in the FILE"));

  @ParameterizedTest
  @FieldSource("BAD_ARGUMENTS")
  void badArguments(String line, String said) {
    Cli result = Cli.run(line.split(" ", -1));
    assertThat(result.err()).contains(said).doesNotContain("Exception");
    assertThat(result.err().lines().count()).isLessThanOrEqualTo(3);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void noCommandShowsWhichThereAre() {
    Cli result = Cli.run();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("train", "play", "verify", "match", "export", "runs");
  }

  @Test
  void aBadFileIsAnsweredWithLinePathValueAndRule(@TempDir Path folder) throws IOException {
    Path file = TinyRun.file(folder);
    String good = Files.readString(file);
    Files.writeString(file, good.replace("simulations: 4}", "simulations: 0}"));
    Path run = folder.resolve("run");
    Cli result = TinyRun.train(file, run);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualToIgnoringNewLines(
            file + ":7: spec.search.simulations: must be in [1, 100000], simulations=0");
    assertThat(run).doesNotExist();
  }

  static final List<Arguments> BAD_FLAGS =
      List.of(
          arguments("--set search.simulation=4", "did you mean 'simulations'?"),
          arguments("--set search.simulations=many", "must be a whole number"),
          arguments("--set search.simulations", "write --set path=value"),
          arguments("--seed abc", "--seed: must be a whole number, seed=abc"),
          arguments("--profile huge", "must be the name of a profile, profile=huge"),
          arguments("--set search.backend=rust", "auto, native, java"),
          arguments("--set evaluation.positions=hard", "all, none or a set that comes with"),
          arguments("--device gpu", "--device: must be auto, cpu, cuda or a GPU's number"),
          arguments("--device cuda:99", "device=cuda:99"),
          arguments("--set device=cuda --set profile=cpu", "no GPU found"));

  @ParameterizedTest
  @FieldSource("BAD_FLAGS")
  void badFlags(String flags, String said, @TempDir Path folder) throws IOException {
    Path run = folder.resolve("run");
    Cli result = TinyRun.train(TinyRun.file(folder), run, flags.split(" ", -1));
    assertThat(result.err()).contains(said).doesNotContain("Exception");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(run).doesNotExist();
  }
}
