package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.progress.LearnerProgress;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Which statuses are worth a write.
final class StatusWriteTest {
  private static final Instant START = Situation.START;
  private static final Instant SOON = START.plusSeconds(29);
  private static final Instant LATER = START.plusSeconds(30);

  private final Situation situation = Situation.running();
  private final AlphaZeroTrainingStatus before = situation.written();

  @Test
  void theFirstStatusIsWritten() {
    assertThat(StatusWrite.isDue(null, before, null, START)).isTrue();
  }

  @Test
  void theSameStatusIsNotWritten() {
    AlphaZeroTrainingStatus same = situation.assembled();
    assertThat(StatusWrite.isDue(before, same, null, LATER)).isFalse();
  }

  @Test
  void aLookAloneIsNotWritten() {
    situation.after(Duration.ofSeconds(30)).learner("learner-running");
    AlphaZeroTrainingStatus read = situation.assembled();
    assertThat(read).isNotEqualTo(before);
    assertThat(StatusWrite.isDue(before, read, START, LATER)).isFalse();
  }

  @Test
  void progressIsWrittenEveryHalfMinute() {
    AlphaZeroTrainingStatus further =
        situation.learner(Situation.example(LearnerProgress.class, "learner-starting")).assembled();
    assertThat(StatusWrite.isDue(before, further, START, SOON)).isFalse();
    assertThat(StatusWrite.isDue(before, further, START, LATER)).isTrue();
    assertThat(StatusWrite.isDue(before, further, null, SOON)).isTrue();
  }

  @Test
  void anotherConditionIsWrittenAtOnce() {
    AlphaZeroTrainingStatus lost = situation.role(Role.LEARNER, 1, 0).assembled();
    assertThat(StatusWrite.isDue(before, lost, START, START)).isTrue();
  }

  @Test
  void aLostActorIsWrittenAtOnce() {
    AlphaZeroTrainingStatus lost = situation.role(Role.ACTOR, 3, 2).assembled();
    assertThat(StatusWrite.isDue(before, lost, START, START)).isTrue();
  }

  @Test
  void otherWordsForTheSameProblemCanWait() {
    situation.pod(Pods.unschedulable(Role.ACTOR, 0, "0/3 nodes"));
    AlphaZeroTrainingStatus three = situation.written();
    AlphaZeroTrainingStatus four =
        situation.pod(Pods.unschedulable(Role.ACTOR, 0, "0/4 nodes")).assembled();
    assertThat(StatusWrite.isDue(three, four, START, START.plusSeconds(9))).isFalse();
    assertThat(StatusWrite.isDue(three, four, START, START.plusSeconds(10))).isTrue();
    assertThat(StatusWrite.interval(three, four)).isEqualTo(Duration.ofSeconds(10));
    assertThat(StatusWrite.interval(three, three)).isEqualTo(Duration.ofSeconds(30));
  }
}
