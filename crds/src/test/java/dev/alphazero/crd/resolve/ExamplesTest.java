package dev.alphazero.crd.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.GameName;
import dev.alphazero.crd.read.ProfileReader;
import dev.alphazero.crd.read.TrainingFile;
import dev.alphazero.crd.read.TrainingReader;
import dev.alphazero.crd.resolve.Hardware.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The files that users begin with.
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Map<String, List<Gpu>> GPUS =
      Map.of(
          "high", List.of(new Gpu("NVIDIA A100-SXM4-80GB", 81_920, 8, 0)),
          "mid", List.of(new Gpu("NVIDIA L4", 23_034, 8, 9)),
          "low", List.of(new Gpu("NVIDIA GeForce RTX 4060 Laptop GPU", 8_188, 8, 9)),
          "cpu", List.of());

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

  @TestFactory
  Stream<DynamicTest> everyExampleForAClusterIsWhatItsNameSays() throws IOException {
    return filesIn(EXAMPLES.resolve("cluster")).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      TrainingFile training = TrainingReader.read(file, List.of());
                      Resolved resolved =
                          Resolver.resolve(
                              training,
                              new Hardware(
                                  64,
                                  524_288,
                                  GPUS.getOrDefault(training.spec().profile(), List.of())),
                              Profiles.builtIn());
                      assertThat(file)
                          .hasFileName(
                              resolved.settings().game().name().text()
                                  + "-"
                                  + resolved.settings().profile()
                                  + ".yaml");
                      assertThat(file).hasFileName(training.name() + ".yaml");
                      assertThat(resolved.warnings()).isEmpty();
                    }));
  }

  @Test
  void thereIsOnePerGameAndProfile() throws IOException {
    List<String> expected =
        Arrays.stream(GameName.values())
            .flatMap(
                game ->
                    Profiles.builtIn().names().stream()
                        .filter(profile -> game != GameName.TIC_TAC_TOE || profile.equals("cpu"))
                        .map(profile -> game.text() + "-" + profile + ".yaml"))
            .toList();

    assertThat(filesIn(EXAMPLES.resolve("cluster")))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void exampleProfilesAreReadAndCarryTheirName() throws IOException {
    assertThat(filesIn(EXAMPLES.resolve("profiles")))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(file)
                    .hasFileName(
                        Objects.requireNonNull(ProfileReader.read(file).metadata()).name()
                            + ".yaml"));
  }

  @Test
  void theTrainingInAQueueIsRead() {
    TrainingFile training =
        TrainingReader.read(EXAMPLES.resolve("kueue").resolve("training.yaml"), List.of());

    assertThat(Objects.requireNonNull(training.document().metadata()).labels())
        .containsEntry("kueue.x-k8s.io/queue-name", "trainings");
  }

  private static List<Path> examples() throws IOException {
    return filesIn(EXAMPLES);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
