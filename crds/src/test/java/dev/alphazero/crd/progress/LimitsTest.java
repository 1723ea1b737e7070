package dev.alphazero.crd.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.resolve.Settings;
import dev.alphazero.crd.role.LimitsYaml;
import dev.alphazero.crd.role.RoleConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Limits as settings, as a file and as text.
final class LimitsTest {
  private static final Settings.Completion NONE =
      new Settings.Completion(0, 0, 0, Duration.ZERO, OptionalDouble.empty());
  private static final Settings.Completion ALL =
      new Settings.Completion(7, 8, 9, Duration.ofMinutes(90), OptionalDouble.of(0.01));

  @Test
  void settingsComeBackAsTheyWere() {
    for (Settings.Completion completion : List.of(NONE, ALL)) {
      Limits limits = Limits.of(completion);
      assertThat(limits.completion()).isEqualTo(completion);
      assertThat(LimitsYaml.read("limits.yaml", LimitsYaml.write(limits))).isEqualTo(limits);
    }
  }

  @Test
  void theExampleIsReadAndWrittenAsItIs() throws IOException {
    String text = Files.readString(Path.of("..", "examples", "worker-config", LimitsYaml.FILE));
    assertThat(LimitsYaml.write(LimitsYaml.read("limits.yaml", text))).isEqualTo(text);
  }

  @Test
  void onlyWhatIsSetIsSaid() {
    assertThat(Limits.of(NONE).text()).isEmpty();
    assertThat(Limits.of(ALL).text())
        .isEqualTo("trainingSteps=7 games=8 samples=9 activeDeadline=1h30m errorRate=0.01");
    assertThat(LimitsYaml.write(Limits.of(NONE))).endsWith("version: 1\nlimits: {}\n");
    assertThat(LimitsYaml.write(new Limits(null, 8L, null, "2h", null)))
        .endsWith("version: 1\nlimits:\n  games: 8\n  activeDeadline: 2h\n");
  }

  @Test
  void whatIsNoLimitIsRefused() {
    for (String text :
        List.of(
            "version: 1\nlimits: {games: -1}\n",
            "version: 1\nlimits: {games: many}\n",
            "version: 1\nlimits: {activeDeadline: soon}\n",
            "version: 1\nlimits: {errorRate: 2}\n",
            "version: 1\nlimits: {moons: 3}\n",
            "version: 2\nlimits: {}\n",
            "limits: [")) {
      assertThatThrownBy(() -> LimitsYaml.read("limits.yaml", text))
          .as(text)
          .isInstanceOf(RoleConfigException.class)
          .hasMessageContaining("limits.yaml");
    }
  }
}
