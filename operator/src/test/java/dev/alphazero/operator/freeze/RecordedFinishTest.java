package dev.alphazero.operator.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Finish;
import dev.alphazero.crd.AlphaZeroTrainingStatus.Outcome;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where it is read how a training finished.
final class RecordedFinishTest {
  private static final Finish COMPLETE =
      new Finish(
          Outcome.COMPLETE,
          "CompletionReached",
          "\"1000\" steps",
          "2026-01-01T00:00:00Z",
          3L,
          "trainingSteps=1000");
  private static final Finish FAILED =
      new Finish(Outcome.FAILED, "LearnerFailed", "no", "2026-01-02T00:00:00Z", 1L, null);

  @Test
  void whatWasWrittenIsReadWhateverTheStatusTells() {
    ControllerRevision revision = revision(null);
    RecordedFinish.write(revision, COMPLETE);
    assertThat(RecordedFinish.read(revision, null)).isEqualTo(COMPLETE);
    assertThat(RecordedFinish.read(revision, FAILED)).isEqualTo(COMPLETE);
    RecordedFinish.write(revision, null);
    assertThat(RecordedFinish.read(revision, null)).isNull();
    assertThat(RecordedFinish.read(revision, COMPLETE)).as("forged").isNull();
  }

  @Test
  void aRevisionOfAnEarlierVersionTakesOverWhatTheStatusTells() {
    assertThat(RecordedFinish.read(revision(null), FAILED)).isEqualTo(FAILED);
    assertThat(RecordedFinish.read(revision(null), null)).isNull();
  }

  @Test
  void aFinishWithoutOutcomeOrTimeIsNotTakenOver() {
    assertThat(
            RecordedFinish.read(
                revision(null), new Finish(Outcome.COMPLETE, null, null, null, null, null)))
        .isNull();
    assertThat(
            RecordedFinish.read(
                revision(null), new Finish(Outcome.COMPLETE, null, null, "soon", null, null)))
        .isNull();
    assertThat(
            RecordedFinish.read(
                revision(null), new Finish(null, null, null, FAILED.time(), null, null)))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{\"outcome\":\"Complete\"}",
        "{\"outcome\":\"Done\",\"time\":\"2026-01-01T00:00:00Z\"}",
        "{\"outcome\":\"Complete\",\"time\":\"soon\"}"
      })
  void aDamagedRecordIsTold(String annotation) {
    assertThatThrownBy(() -> RecordedFinish.read(revision(annotation), COMPLETE))
        .isInstanceOf(FrozenException.class)
        .hasMessageContainingAll("c4-1", "alphazero.dev/finish", "must be none");
  }

  private static ControllerRevision revision(@Nullable String annotation) {
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName("c4-1")
        .withAnnotations(
            annotation == null ? Map.of() : Map.of(RecordedFinish.ANNOTATION, annotation))
        .endMetadata()
        .build();
  }
}
