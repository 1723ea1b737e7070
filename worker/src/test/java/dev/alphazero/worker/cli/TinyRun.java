package dev.alphazero.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A training of tic-tac-toe that takes seconds and learns next to nothing, made once by the
/// command line itself.
final class TinyRun {
  static final String NAME = "tiny";

  private static final String FILE =
      """
      apiVersion: alphazero.dev/v1alpha1
      kind: AlphaZeroTraining
      metadata: {name: tiny}
      spec:
        game: {name: tic-tac-toe}
        network: {blocks: 1, channels: 8}
        search: {algorithm: gumbel, simulations: 4}
        selfPlay: {gamesPerActor: 8}
        inference: {precision: fp32}
        learner: {batchSize: 32, precision: fp32, publishEvery: 64}
        evaluation: {every: 1, games: 2, simulations: 2, opponents: [random], positions: all}
        completion: {trainingSteps: 4}
      """;

  private static final Path FOLDER = make();

  private TinyRun() {}

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("alphazero-tiny");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Path run = folder.resolve(NAME);
      Cli trained = train(file(folder), run);
      assertThat(trained.exitCode()).as(trained.err()).isZero();
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs `train` on the file.
  static Cli train(Path file, Path run, String... more) {
    List<String> args =
        new ArrayList<>(List.of("train", file.toString(), "--output", run.toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /// Writes the training's file.
  static Path file(Path folder) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), FILE);
  }

  /// Returns the run, for looking only.
  static Path folder() {
    return FOLDER;
  }

  /// Returns a copy of the run, for changes.
  static Path copy(Path into) throws IOException {
    Path copy = into.resolve(NAME);
    try (Stream<Path> all = Files.walk(FOLDER)) {
      for (Path from : all.toList()) {
        Files.copy(from, copy.resolve(FOLDER.relativize(from).toString()));
      }
    }
    return copy;
  }

  /// Returns the newest checkpoint.
  static Path checkpoint(Path run) throws IOException {
    try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
      return all.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  /// Returns the bytes of every file but the lock, by path.
  static Map<String, List<Byte>> content(Path run) throws IOException {
    Map<String, List<Byte>> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("lock")) {
          List<Byte> bytes = new ArrayList<>();
          for (byte b : Files.readAllBytes(file)) {
            bytes.add(b);
          }
          content.put(run.relativize(file).toString(), bytes);
        }
      }
    }
    return content;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
