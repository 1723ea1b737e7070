package dev.alphazero.worker.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.progress.Limits;
import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.ActorConfig;
import dev.alphazero.crd.role.InferenceConfig;
import dev.alphazero.crd.role.LearnerConfig;
import dev.alphazero.crd.role.LimitsYaml;
import dev.alphazero.crd.role.RoleConfig;
import dev.alphazero.crd.role.RoleConfigYaml;
import dev.alphazero.worker.game.connectfour.ConnectFour;
import dev.alphazero.worker.plan.InputException;
import dev.alphazero.worker.search.SearchBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the operator writes, `examples/worker-config`, is what the roles run with.
final class RoleConfigExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples/worker-config");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor-local-inference.yaml",
        "inference.yaml",
        "learner.yaml",
        "learner-with-inference.yaml"
      })
  void aRoleRunsWithIt(String file) throws IOException {
    RoleConfig config = read(file);
    assertThatCode(() -> role(config)).doesNotThrowAnyException();
  }

  @Test
  void theNativeBackendIsTakenOrNamed() throws IOException {
    RoleConfig config = read("actor.yaml");
    if (SearchBackend.choose(SearchBackend.AUTO, new ConnectFour()).backend()
        == SearchBackend.NATIVE) {
      assertThatCode(() -> role(config)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> role(config))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("search.backend")
          .hasMessageContaining("native");
    }
  }

  @Test
  void everyExampleIsTried() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "actor.yaml",
              "actor-local-inference.yaml",
              "inference.yaml",
              "learner.yaml",
              "learner-with-inference.yaml",
              "limits.yaml");
    }
  }

  @Test
  void aLearnerReadsItsLimits() throws IOException {
    Limits limits =
        LimitsYaml.read("limits.yaml", Files.readString(EXAMPLES.resolve("limits.yaml")));
    assertThat(limits).isEqualTo(new Limits(null, 1_000_000L, null, "6h", null));
  }

  @Test
  void aLearnersSettingsAreTheTrainings() throws IOException {
    LearnerConfig config = (LearnerConfig) read("learner.yaml");
    Settings settings = LearnerSettings.of(config, config.completion());
    assertThat(settings.game()).isEqualTo(config.game());
    assertThat(settings.network()).isEqualTo(config.network());
    assertThat(settings.seed()).isEqualTo(config.seed());
    assertThat(settings.learner()).isEqualTo(config.learner());
    assertThat(settings.completion()).isEqualTo(config.completion());
    assertThat(settings.evaluation()).isEqualTo(config.evaluation());
    assertThat(settings.search().consideredActions())
        .isEqualTo(config.search().consideredActions());
  }

  private static RoleConfig read(String file) throws IOException {
    return RoleConfigYaml.read(file, Files.readString(EXAMPLES.resolve(file)));
  }

  private static List<Object> role(RoleConfig config) {
    Stop stop = new Stop();
    return switch (config) {
      case ActorConfig actor -> List.of(new ActorRole(actor, _ -> {}, stop));
      case InferenceConfig inference -> List.of(new InferenceRole(inference, _ -> {}, stop));
      case LearnerConfig learner ->
          List.of(new LearnerRole(learner, EXAMPLES.resolve("limits.yaml"), false, _ -> {}, stop));
    };
  }
}
