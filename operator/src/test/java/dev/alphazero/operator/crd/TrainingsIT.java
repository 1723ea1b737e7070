package dev.alphazero.operator.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.operator.apiserver.ApiServer;
import dev.alphazero.operator.apiserver.Kubectl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the API server makes of trainings and profiles without an operator: edits, `scale`, and
/// what `kubectl` shows.
final class TrainingsIT {
  private static final ApiServer SERVER = ApiServer.shared();

  private final String namespace = SERVER.namespace();

  @BeforeAll
  static void installCrds() {
    SERVER.installCrds();
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "seed": 1                  | "seed": 2                  | spec.seed: * seed is immutable, set or not: create another training
          "seed": 1                  | "seed": null               | spec.seed: * seed is immutable
          "suspend": false           | "seed": 0                  | spec.seed: * seed is immutable
          "seed": 1                  | "seed": 1, "suspend": true |
          "suspend": false           | "network": {"blocks": 3}   | spec.network: * network is immutable
          "network": {"blocks": 3}   | "network": null            | spec.network: * network is immutable
          "network": {"blocks": 3}   | "network": {"channels": 8} | spec.network: * network is immutable
          "network": {"blocks": 3}   | "profile": "mid"           |
          "suspend": false           | "game": {"name": "othello", "options": null} | spec.game: * game is immutable
          "suspend": false           | "game": {"options": {}}    | spec.game: * game is immutable
          "checkpoints": {"keep": 3} | "checkpoints": {"storage": {"size": "1Gi", "storageClassName": "a"}} |
          "checkpoints": {"storage": {"size": "1Gi"}} | "checkpoints": {"storage": {"size": "1025Mi"}} |
          "checkpoints": {"storage": {"size": "1Gi"}} | "checkpoints": {"storage": {"size": "1023Mi"}} | spec.checkpoints.storage.size: * checkpoints.storage.size may only grow
          "checkpoints": {"storage": {"size": "1Gi"}} | "checkpoints": null | spec.checkpoints.storage.size: * checkpoints.storage.size may only grow
          "checkpoints": {"storage": {"storageClassName": "a"}} | "checkpoints": {"storage": {"storageClassName": "b"}} |
          "checkpoints": {"storage": {"storageClassName": "a"}} | "checkpoints": {"storage": {"storageClassName": null}} |
          """)
  void editsThatCannotWorkAreRefused(String before, String edit, @Nullable String refusal) {
    create("edited", before);
    Kubectl.Outcome outcome =
        kubectl("patch", "azt", "edited", "--type=merge", "-p", "{\"spec\": {" + edit + "}}");
    if (refusal == null) {
      assertThat(outcome.err()).isEmpty();
    } else {
      assertThat(outcome.err()).contains(refusal.split(" \\* ", 2));
    }
  }

  @Test
  void scaleSetsTheActors() {
    create("scaled", "\"actors\": {\"replicas\": 2}");
    assertThat(kubectl("scale", "azt", "scaled", "--replicas=5").err()).isEmpty();
    status("scaled", "\"actors\": {\"current\": 3, \"selector\": \"role=actor\"}");
    assertThat(
            kubectl(
                    "get",
                    "azt",
                    "scaled",
                    "--subresource=scale",
                    "-o",
                    "jsonpath={.spec.replicas} {.status.replicas} {.status.selector}")
                .out())
        .isEqualTo("5 3 role=actor");
  }

  @Test
  void explainDescribesFields() {
    assertThat(kubectl("explain", "azt").out()).contains("A training: a network learns to play");
    assertThat(kubectl("explain", "azt.spec.search").out())
        .contains("How each move is searched.", "one walk from root to leaf", "enum: puct, gumbel");
    assertThat(kubectl("explain", "azp.spec.inference.batchSize").out())
        .contains("Preferred positions per batch.");
  }

  @Test
  void getAnswersHowItIsGoing() {
    create("shown", "\"profile\": \"auto\"");
    status(
        "shown",
        """
        "state": "Running", "profile": {"name": "mid", "product": "NVIDIA-L4"},
        "actors": {"ready": 12},
        "progress": {"percent": 42, "gamesPerHour": 90000, "elo": 350, "eta": "1h30m", "steps": 7, "loss": 1.25}
        """);
    assertThat(table(kubectl("get", "azt")))
        .containsExactly(
            "NAME GAME PROFILE STATE PROGRESS% ACTORS GAMES/H ELO AGE",
            "shown connect-four mid Running 42 12 90000 350 AGE");
    assertThat(table(kubectl("get", "azt", "-o", "wide")))
        .containsExactly(
            "NAME GAME PROFILE STATE PROGRESS% ACTORS GAMES/H ELO ETA STEPS LOSS GPU AGE",
            "shown connect-four mid Running 42 12 90000 350 1h30m 7 1.25 NVIDIA-L4 AGE");
  }

  @Test
  void profilesFollowTheSameRules() {
    assertThat(applyProfile("large", "{gpu: true, actors: {replicas: 48}}").err()).isEmpty();
    assertThat(table(kubectl("get", "azp", "large")))
        .containsExactly("NAME GPU ACTORS BATCH TRAIN-BATCH AGE", "large true 48 AGE");
    assertThat(applyProfile("auto", "{gpu: true}").err())
        .contains("metadata.name must not be auto");
    assertThat(applyProfile("Large", "{gpu: true}").err())
        .contains("metadata.name must be lowercase letters");
    assertThat(applyProfile("bad", "{actors: {autoscaling: {min: 3, max: 2}}}").err())
        .contains("actors.autoscaling.min must be at most actors.autoscaling.max");
  }

  /// Cells are parted by one space, and the age, which depends on the clock, is named.
  private static String[] table(Kubectl.Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    return outcome
        .out()
        .lines()
        .map(line -> line.strip().replaceAll(" +", " ").replaceFirst(" \\d+s$", " AGE"))
        .toArray(String[]::new);
  }

  private void create(String name, String fields) {
    String training =
        """
        {"apiVersion": "alphazero.dev/v1alpha1", "kind": "AlphaZeroTraining",
         "metadata": {"name": "%s"}, "spec": {"game": {"name": "connect-four"}, %s}}
        """
            .formatted(name, fields);
    assertThat(SERVER.kubectl(training, "-n", namespace, "create", "-f", "-").err()).isEmpty();
  }

  private void status(String name, String fields) {
    Kubectl.Outcome outcome =
        kubectl(
            "patch",
            "azt",
            name,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\": {" + fields + "}}");
    assertThat(outcome.err()).isEmpty();
  }

  private Kubectl.Outcome applyProfile(String name, String spec) {
    String profile =
        """
        apiVersion: alphazero.dev/v1alpha1
        kind: AlphaZeroProfile
        metadata: {name: %s}
        spec: %s
        """
            .formatted(name, spec);
    return SERVER.kubectl(profile, "apply", "-f", "-");
  }

  private Kubectl.Outcome kubectl(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "-n";
    all[1] = namespace;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return SERVER.kubectl("", all);
  }
}
