package dev.alphazero.operator.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTraining;
import dev.alphazero.crd.json.Sha256;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Trainings;
import dev.alphazero.operator.freeze.Frozen.FrozenRole;
import dev.alphazero.operator.manifest.RoleRenderer;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ControllerRevisions as the build of 2026-11-30 wrote them. They are never rewritten: clusters
/// hold such revisions, and an operator that reads one differently restarts somebody's pods.
///
/// | file | training |
/// |---|---|
/// | `gpus`, `one-gpu`, `cpus` | nothing but the game, on three kinds of clusters |
/// | `everything-*` | every field that only a cluster reads |
final class UpgradeTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "upgrade", "2026-11-30");

  /// The images of the operator that wrote the files.
  private static final Freezer.Renderer SAME_IMAGES =
      new RoleRenderer("registry.example/worker:1", "registry.example/worker:1-cuda");

  private static final Freezer.Renderer NEW_IMAGES =
      new RoleRenderer("registry.example/worker:2", "registry.example/worker:2-cuda");

  private static final String IGNORED_TEMPERATURE = "  temperature:\n    initial: 0.0\n";

  @ParameterizedTest
  @CsvSource({"gpus", "one-gpu", "cpus", "everything-gpus", "everything-cpus"})
  void whatRunsStaysAsItIs(String name) throws IOException {
    Frozen running = stored(name);
    AlphaZeroTraining training = training(name);

    for (boolean limitsAreRead : new boolean[] {false, true}) {
      Frozen upgraded =
          Freezer.next(
              running,
              running.snapshot(),
              Inputs.of(training, running.snapshot()),
              limitsAreRead,
              NEW_IMAGES);

      assertThat(upgraded).isEqualTo(running);
    }
  }

  @ParameterizedTest
  @CsvSource({"gpus", "one-gpu", "cpus", "everything-gpus", "everything-cpus"})
  void whatIsRenderedAnewIsEqualByteForByte(String name) throws IOException {
    Frozen running = stored(name);
    AlphaZeroTraining training = training(name);

    Frozen rendered =
        Freezer.next(
            null, running.snapshot(), Inputs.of(training, running.snapshot()), false, SAME_IMAGES);

    assertThat(rendered.roles().keySet()).isEqualTo(running.roles().keySet());
    for (Role role : rendered.roles().keySet()) {
      assertThat(Serialization.asYaml(rendered.role(role)))
          .as(role.text())
          .isEqualTo(expected(running.role(role)));
    }
  }

  /// Actors were given a temperature that Gumbel search ignored. An edited one is told so in words
  /// that it cannot misread (decision 0017); nothing else differs.
  private static String expected(FrozenRole stored) {
    String workerYaml =
        stored.workerYaml().replace("  temperature:\n    initial: 1.0\n", IGNORED_TEMPERATURE);
    String before = Sha256.shortOf(stored.workerYaml());
    return Serialization.asYaml(
            new FrozenRole(stored.inputsHash(), workerYaml, stored.configMap(), stored.template()))
        .replace("-" + before, "-" + Sha256.shortOf(workerYaml));
  }

  private static AlphaZeroTraining training(String name) {
    return name.startsWith("everything")
        ? Trainings.withSpec(PodsYaml.EVERYTHING)
        : Trainings.minimal();
  }

  private static Frozen stored(String name) throws IOException {
    String yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
    return FrozenRevision.read(Serialization.unmarshal(yaml, ControllerRevision.class));
  }
}
