package dev.alphazero.crd.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The files of `examples/progress`, read and written, and documents that are none.
final class ProgressJsonTest {
  private static final Path EXAMPLES = Path.of("../examples/progress");

  private static final Map<String, Class<? extends RoleProgress>> DOCUMENTS =
      Map.of(
          "learner-starting", LearnerProgress.class,
          "learner-running", LearnerProgress.class,
          "learner-complete", LearnerProgress.class,
          "learner-failed", LearnerProgress.class,
          "learner-with-inference", LearnerProgress.class,
          "inference", InferenceProgress.class,
          "actor", ActorProgress.class);

  private record Bad(String field, String value, String words) {}

  @TestFactory
  Stream<DynamicTest> everyExampleIsReadAndWrittenAsItIs() {
    return DOCUMENTS.entrySet().stream()
        .map(
            document ->
                DynamicTest.dynamicTest(
                    document.getKey(),
                    () -> {
                      String text = example(document.getKey());
                      RoleProgress progress = ProgressJson.read(document.getValue(), bytes(text));
                      assertThat(ProgressJson.write(progress)).isEqualTo(text);
                    }));
  }

  @Test
  void everyExampleHasAType() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(DOCUMENTS.keySet());
    }
  }

  @Test
  void theRunningLearnerIsUnderstood() throws IOException {
    LearnerProgress learner =
        ProgressJson.read(LearnerProgress.class, bytes(example("learner-running")));
    assertThat(learner.state()).isEqualTo(LearnerProgress.State.RUNNING);
    assertThat(learner.steps()).isEqualTo(41_873);
    assertThat(learner.reason()).isNull();
    assertThat(learner.checkpoint())
        .isEqualTo(new LearnerProgress.Checkpoint(41_800, "2026-01-01T02:59:10Z"));
  }

  @Test
  void aFieldOfANewerWorkerIsIgnored() throws IOException {
    String text = example("actor").replaceFirst("\\{", "{\"mood\": {\"of\": [\"the\", 1]},");
    assertThat(ProgressJson.read(ActorProgress.class, bytes(text)))
        .isEqualTo(ProgressJson.read(ActorProgress.class, bytes(example("actor"))));
  }

  @TestFactory
  Stream<DynamicTest> aBadFieldIsNamed() {
    return Stream.of(
            new Bad("version", "2", "version=2: the worker's image is newer than the operator"),
            new Bad("version", "0", "version of 1 or more, version=0"),
            new Bad("version", "\"1\"", "version of 1 or more, version=\"1\""),
            new Bad("state", "\"paused\"", "state: "),
            new Bad("state", "null", "state is missing"),
            new Bad("steps", "null", "steps: "),
            new Bad("steps", "\"7\"", "steps: "),
            new Bad("steps", "1.5", "steps: "),
            new Bad("steps", "-1", "steps must not be negative, steps=-1"),
            new Bad("percent", "101", "percent must be in [0, 100], percent=101.0"),
            new Bad("percent", "\"NaN\"", "percent"),
            new Bad("loss", "1e999", "loss must be finite, loss=Infinity"),
            new Bad("errorRate", "1.5", "errorRate must be in [0, 1], errorRate=1.5"),
            new Bad("etaSeconds", "-5", "etaSeconds must not be negative"),
            new Bad("checkpoint", "{\"step\": 1}", "checkpoint.time is missing"),
            new Bad("checkpoint", "{\"step\": 1, \"time\": \"noon\"}", "checkpoint.time=noon"))
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.field + "=" + bad.value,
                    () ->
                        assertThatThrownBy(
                                () -> ProgressJson.read(LearnerProgress.class, bytes(with(bad))))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(bad.words)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoDocumentIsRefused() {
    return Stream.of("", "[]", "null", "1", "{", "{} {}", "<html>", "{\"version\":1,\"version\":1}")
        .map(
            text ->
                DynamicTest.dynamicTest(
                    "document: " + text,
                    () ->
                        assertThatThrownBy(
                                () -> ProgressJson.read(ActorProgress.class, bytes(text)))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith("progress must ")));
  }

  @Test
  void everyRequiredFieldIsRequired() {
    for (String field : List.of("version", "state", "incarnation", "steps", "games", "samples")) {
      assertThatThrownBy(
              () ->
                  ProgressJson.read(
                      LearnerProgress.class,
                      bytes(example("learner-starting").replace("\"" + field + "\"", "\"other\""))))
          .as(field)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(field);
    }
  }

  @Test
  void aDocumentThatIsTooLongIsRefused() {
    byte[] document = bytes("{\"version\":1}" + " ".repeat(ProgressJson.MAX_BYTES));
    assertThatThrownBy(() -> ProgressJson.read(ActorProgress.class, document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 16384 bytes, bytes=" + document.length);
  }

  @Test
  void aReasonIsCutSoThatTheDocumentCanBeRead() throws IOException {
    String text =
        example("learner-failed")
            .replaceFirst(
                "\"reason\" : \"[^\"]*\"", "\"reason\" : \"" + "\\\\u0001".repeat(2000) + "\"");
    LearnerProgress learner = ProgressJson.read(LearnerProgress.class, bytes(text));
    assertThat(learner.reason()).hasSize(1000).endsWith("…");
    assertThat(bytes(ProgressJson.write(learner)).length).isLessThan(ProgressJson.MAX_BYTES);
  }

  private static String with(Bad bad) throws IOException {
    String pattern = "\"" + bad.field + "\" : (\\{[^}]*}|\"[^\"]*\"|[-0-9.]+)";
    return example("learner-running")
        .replaceFirst(pattern, "\"" + bad.field + "\" : " + bad.value.replace("\\", "\\\\"));
  }

  private static String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name + ".json"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
