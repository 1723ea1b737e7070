package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.condition.Conditions;
import dev.alphazero.crd.condition.Reasons;
import dev.alphazero.crd.condition.TrainingCondition;
import dev.alphazero.crd.condition.TrainingCondition.Status;
import dev.alphazero.operator.Situation;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is told of a training that cannot be reconciled.
final class FailingStatusTest {
  private static final String WORDS = "the server answered 500";

  @Test
  void aTrainingWithoutAStatusSaysWhatGoesWrong() {
    AlphaZeroTrainingStatus status = FailingStatus.of(null, 1, WORDS, Situation.START);
    assertThat(status.state()).isEqualTo("Pending");
    assertThat(status.observedGeneration()).as("nothing was taken into account").isNull();
    assertThat(status.conditions())
        .extracting(TrainingCondition::type)
        .containsExactly(Conditions.DEGRADED, Conditions.PROGRESSING);
    assertThat(status.conditions())
        .allSatisfy(
            condition -> {
              assertThat(condition.reason()).isEqualTo(Reasons.RECONCILE_FAILED);
              assertThat(condition.message()).startsWith(WORDS).contains("tried again");
            });
  }

  @Test
  void whatWasKnownStaysAsOldAsItIs() {
    AlphaZeroTrainingStatus known = Situation.running().written();
    AlphaZeroTrainingStatus failing =
        FailingStatus.of(known, 2, WORDS, Situation.START.plusSeconds(60));
    assertThat(failing.observedGeneration()).isEqualTo(known.observedGeneration());
    assertThat(failing.progress()).isEqualTo(known.progress());
    assertThat(failing.profile()).isEqualTo(known.profile());
    assertThat(failing.state()).isEqualTo(known.state());
    assertThat(others(failing)).isNotEmpty().containsExactlyInAnyOrderElementsOf(others(known));
    assertThat(ConditionList.find(failing.conditions(), Conditions.DEGRADED))
        .returns(Status.TRUE, TrainingCondition::status)
        .returns(2L, TrainingCondition::observedGeneration);
    assertThat(ConditionList.find(failing.conditions(), Conditions.PROGRESSING))
        .returns(Status.FALSE, TrainingCondition::status);
  }

  @Test
  void theSameFailureIsTheSameStatus() {
    AlphaZeroTrainingStatus once = FailingStatus.of(null, 1, WORDS, Situation.START);
    assertThat(FailingStatus.of(once, 1, WORDS, Situation.START.plusSeconds(15))).isEqualTo(once);
  }

  private static List<TrainingCondition> others(AlphaZeroTrainingStatus status) {
    return Objects.requireNonNull(status.conditions()).stream()
        .filter(condition -> !condition.type().equals(Conditions.DEGRADED))
        .filter(condition -> !condition.type().equals(Conditions.PROGRESSING))
        .toList();
  }
}
