package dev.alphazero.crd.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The files that users begin with.
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @TestFactory
  Stream<DynamicTest> everyExampleIsReadAndResolved() throws IOException {
    return examples().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      TrainingFile training = TrainingReader.read(file, List.of());
                      Resolved resolved =
                          Resolver.resolve(
                              training, new Hardware(2, 7_800, List.of()), Profiles.builtIn());
                      assertThat(resolved.settings().profile()).isEqualTo("cpu");
                      assertThat(resolved.warnings()).isEmpty();
                    }));
  }

  @Test
  void thereIsOnePerGame() throws IOException {
    assertThat(examples())
        .extracting(file -> file.getFileName().toString())
        .contains("tictactoe.yaml", "connect-four.yaml", "othello.yaml", "togyzqumalaq.yaml");
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
