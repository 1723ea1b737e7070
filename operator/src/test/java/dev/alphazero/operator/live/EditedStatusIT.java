package dev.alphazero.operator.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.operator.freeze.RecordedFinish;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A status is for people: what somebody writes into it is put right, and nothing follows from it.
final class EditedStatusIT {
  private static final Path PROGRESS = Path.of("..", "examples", "progress");
  private static final String ONE = "actors: {replicas: 1, autoscaling: {mode: \"Off\"}}";

  /// A training that has finished, told by somebody; with a condition that the operator never
  /// writes.
  private static final String FORGED =
      """
      {"status": {
        "state": "Complete",
        "finish": {"outcome": "Complete", "reason": "CompletionReached", "message": "forged",
          "time": "2026-01-01T00:00:00Z", "generation": 1, "completion": ""},
        "restarts": {"learner": 900, "withoutProgress": 900},
        "progress": {"steps": 123456789, "games": 1},
        "conditions": [
          {"type": "Complete", "status": "True", "reason": "CompletionReached", "message": "forged",
            "lastTransitionTime": "2026-01-01T00:00:00Z"},
          {"type": "Forged", "status": "True", "reason": "Forged", "message": "forged",
            "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
      """;

  @Test
  void aForgedStatusIsPutRightAndEndsNothing() {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("forged", ONE);
      stage.awaitState("forged", "Running");
      AlphaZeroTrainingStatus before = stage.status("forged");
      Map<String, String> generations = stage.generations();
      for (int time = 0; time < 3; time++) {
        forge(stage);
        awaitStatus(stage, before);
      }
      assertThat(stage.generations()).isEqualTo(generations);
      assertThat(stage.kubectl("", "get", "azt", "forged", "-o", "yaml").out())
          .doesNotContain("type: Forged", "message: forged");
    }
  }

  /// Who starts after the forgery has nothing to compare with; what decides is not in the status.
  @Test
  void aStatusThatIsForgedWhileNobodyLooksEndsNothing() {
    try (Stage stage = new Stage()) {
      Map<String, String> generations;
      try (RunningOperator _ = stage.operator()) {
        stage.apply("forged", ONE);
        stage.awaitState("forged", "Running");
        generations = stage.generations();
      }
      String patch =
          "{\"status\": {\"finish\": {\"outcome\": \"Complete\", \"time\": \"2026-01-01T00:00:00Z\"}}}";
      assertThat(patchStatus(stage, patch)).isZero();
      try (RunningOperator _ = stage.operator()) {
        stage.await("no finish", () -> stage.status("forged").finish() == null);
        stage.awaitState("forged", "Running");
        assertThat(stage.generations()).isEqualTo(generations);
      }
    }
  }

  /// As an operator of the first version left it: the status alone tells that it has finished.
  @Test
  void aFinishThatOnlyTheStatusTellsIsTakenOverOnce() throws IOException {
    try (Stage stage = new Stage()) {
      Map<String, String> generations;
      AlphaZeroTrainingStatus complete;
      try (RunningOperator _ = stage.operator()) {
        stage.apply("forged", ONE);
        stage.awaitState("forged", "Running");
        stage.roles.tell(Files.readString(PROGRESS.resolve("learner-complete.json")));
        stage.awaitState("forged", "Complete");
        generations = stage.generations();
        complete = stage.status("forged");
      }
      stage.roles.tell("");
      String revision = "controllerrevision/" + revision(stage).getMetadata().getName();
      assertThat(stage.kubectl("", "annotate", revision, RecordedFinish.ANNOTATION + "-").exit())
          .isZero();
      try (RunningOperator _ = stage.operator()) {
        stage.await("taken over", () -> recorded(stage).contains("CompletionReached"));
        assertThat(patchStatus(stage, "{\"status\": {\"finish\": null}}")).isZero();
        Awaitility.await()
            .atMost(Stage.PATIENCE)
            .untilAsserted(
                () -> assertThat(stage.status("forged").finish()).isEqualTo(complete.finish()));
        assertThat(stage.status("forged").state()).isEqualTo("Complete");
        assertThat(stage.generations()).isEqualTo(generations);
      }
    }
  }

  /// The learner waits until it may go, and nobody is told before.
  @Test
  void aFinishThatCannotBeRecordedIsNotTold() throws IOException {
    try (Stage stage = new Stage();
        RunningOperator _ = stage.operator()) {
      stage.apply("forged", ONE);
      stage.awaitState("forged", "Running");
      stage.applyAll(List.of(policy(stage), binding(stage)));
      stage.await(
          "the policy is heeded",
          () ->
              stage
                      .kubectl(
                          "",
                          "annotate",
                          "controllerrevision",
                          revision(stage).getMetadata().getName(),
                          "note=1",
                          "--overwrite",
                          "--dry-run=server")
                      .exit()
                  != 0);
      stage.roles.tell(Files.readString(PROGRESS.resolve("learner-complete.json")));
      stage.awaitCondition("forged", "WriteRefused", "TRUE/Invalid");
      assertThat(stage.message("forged", "WriteRefused")).contains("ControllerRevision");
      assertThat(stage.status("forged").finish()).isNull();
      assertThat(stage.condition("forged", "Complete")).isEqualTo("FALSE/NotFinished");

      stage.client.resource(binding(stage)).delete();
      stage.client.resource(policy(stage)).delete();
      stage.awaitState("forged", "Complete");
      assertThat(recorded(stage)).contains("CompletionReached");
    }
  }

  private static void forge(Stage stage) {
    assertThat(patchStatus(stage, FORGED)).isZero();
  }

  private static int patchStatus(Stage stage, String patch) {
    return stage
        .kubectl("", "patch", "azt", "forged", "--subresource=status", "--type=merge", "-p", patch)
        .exit();
  }

  private static void awaitStatus(Stage stage, AlphaZeroTrainingStatus status) {
    Awaitility.await("put right")
        .atMost(Stage.PATIENCE)
        .untilAsserted(() -> assertThat(stage.status("forged")).isEqualTo(status));
  }

  private static ControllerRevision revision(Stage stage) {
    return stage.objects("forged").stream()
        .filter(ControllerRevision.class::isInstance)
        .map(ControllerRevision.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String recorded(Stage stage) {
    return Objects.requireNonNullElse(
        revision(stage).getMetadata().getAnnotations().get(RecordedFinish.ANNOTATION), "");
  }

  private static HasMetadata policy(Stage stage) {
    return Serialization.unmarshal(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %s}
        spec:
          failurePolicy: Fail
          matchConstraints:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
            resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [controllerrevisions]}
          validations:
          - {expression: "false", message: revisions are closed}
        """
            .formatted(stage.namespace, stage.namespace));
  }

  private static HasMetadata binding(Stage stage) {
    return Serialization.unmarshal(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %s}
        spec: {policyName: %s, validationActions: [Deny]}
        """
            .formatted(stage.namespace, stage.namespace));
  }
}
