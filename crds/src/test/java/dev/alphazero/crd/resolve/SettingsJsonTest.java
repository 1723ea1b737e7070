package dev.alphazero.crd.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.json.JsonMappers;
import dev.alphazero.crd.read.Flag;
import dev.alphazero.crd.read.TrainingReader;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class SettingsJsonTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    for (Settings settings : List.of(settings(), settings("completion.errorRate=0.01"))) {
      String json = SettingsJson.write(settings);
      assertThat(SettingsJson.read(json)).isEqualTo(settings);
      assertThat(SettingsJson.hash(SettingsJson.read(json))).isEqualTo(SettingsJson.hash(settings));
    }
  }

  @Test
  void valuesAreOneLineEach() {
    Settings settings = settings("completion.errorRate=0.01");
    assertThat(settings.completion().errorRate()).isEqualTo(OptionalDouble.of(0.01));
    assertThat(SettingsJson.values(settings))
        .containsEntry("game.name", "connect-four")
        .containsEntry("inference.batchTimeout", "5ms")
        .containsEntry("checkpoints.every", "10m")
        .containsEntry("completion.activeDeadline", "0s")
        .containsEntry("completion.errorRate", "0.01")
        .containsEntry("selfPlay.temperature.final", "0")
        .containsEntry("learner.optimizer.weightDecay", "0.0001")
        .containsEntry("pods.learner.resources.memory", "4Gi");
    assertThat(SettingsJson.values(settings())).containsEntry("completion.errorRate", "none");
  }

  @Test
  void damagedJsonIsRefused() {
    String json = SettingsJson.write(settings());
    assertRefused(json.replace("\"blocks\"", "\"bricks\""));
    assertRefused(json.replaceFirst("\"seed\" : 0,", ""));
    assertRefused(json.replaceFirst("\"seed\" : 0,", "\"seed\" : \"zero\","));
    assertRefused(json.replaceFirst("\"profile\" : \"cpu\"", "\"profile\" : null"));
    assertRefused(json.replaceFirst("\"batchTimeout\" : \"5ms\"", "\"batchTimeout\" : \"soon\""));
    assertRefused(json.substring(0, json.length() / 2));
    assertRefused("");
    assertRefused("null");
  }

  /// What was kept when one device was for both roles.
  @Test
  void oneDeviceOfAnOlderDocumentIsThatOfBothRoles() throws Exception {
    String older =
        SettingsJson.write(settings())
            .replaceAll("\"device\" : \"auto\",\\s*", "")
            .replaceAll(",\\s*\"device\" : \"auto\"", "")
            .replaceFirst("\"seed\"", "\"device\" : \"cpu\", \"seed\"");
    assertThat(older).containsOnlyOnce("\"device\"");
    assertThat(SettingsJson.readKept(JsonMappers.STRICT.readTree(older), Settings.class))
        .isEqualTo(settings("device=cpu"));
  }

  private static void assertRefused(String json) {
    assertThatThrownBy(() -> SettingsJson.read(json))
        .as(json)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("settings must be complete and readable: ");
  }

  static Settings settings(String... assignments) {
    return resolved(assignments).settings();
  }

  static Resolved resolved(String... assignments) {
    String text =
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroTraining
        metadata: {name: t}
        spec: {game: {name: connect-four}}
        """;
    List<Flag> flags = Arrays.stream(assignments).map(Flag::set).toList();
    return Resolver.resolve(
        TrainingReader.read("t.yaml", text, flags),
        new Hardware(2, 7_800, List.of()),
        Profiles.builtIn());
  }
}
