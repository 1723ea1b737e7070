package dev.alphazero.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.apply.Refusal;
import dev.alphazero.operator.resolve.Resolution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is told of a training's life.
final class EventsTest {
  private static final String LIMITED = "  completion: {trainingSteps: 1000}\n";

  private final Situation situation = Situation.of(LIMITED);
  private @Nullable AlphaZeroTrainingStatus before;

  @Test
  void aWholeLifeIsToldOnce() {
    assertThat(happened()).containsExactly("Normal ProfileResolved");
    assertThat(happened()).isEmpty();

    situation.up().learner("learner-running");
    assertThat(happened()).containsExactly("Normal Started");
    assertThat(happened()).isEmpty();

    situation.wantedActors(5);
    assertThat(happened()).containsExactly("Normal Scaled");

    situation.edited(LIMITED + "  suspend: true\n");
    assertThat(happened()).isEmpty();
    situation.down();
    assertThat(happened()).containsExactly("Normal Suspended");

    situation.edited(LIMITED);
    assertThat(happened()).containsExactly("Normal Resumed");
    situation.up().learner("learner-complete");
    assertThat(happened()).containsExactly("Normal CompletionReached");
    situation.down();
    assertThat(happened()).isEmpty();

    situation.edited("  completion: {trainingSteps: 2000}\n");
    assertThat(happened()).containsExactly("Normal ProfileResolved", "Normal Reopened");
    situation.up().learner("learner-failed");
    assertThat(happened()).containsExactly("Warning LearnerFailed");
  }

  @Test
  void theWordOfThePolicyIsToldOnce() {
    situation.resolution(new Resolution.Refused(Resolution.POLICY_VIOLATED, "words"));
    assertThat(happened()).containsExactly("Warning PolicyViolated");
    assertThat(happened()).isEmpty();
  }

  @Test
  void problemsAppearChangeAndGo() {
    situation.up();
    happened();
    situation.pod(Pods.restarted(Role.ACTOR, 0, 1, "Error", 1));
    assertThat(happened()).containsExactly("Warning CrashLoop");
    situation.pod(Pods.restarted(Role.ACTOR, 1, 1, "Error", 1));
    assertThat(happened()).isEmpty();
    situation.pod(Pods.restarted(Role.LEARNER, 0, 1, "OOMKilled", 137));
    assertThat(happened()).containsExactly("Warning OutOfMemory");
    situation.up();
    assertThat(happened()).containsExactly("Normal Recovered");
  }

  @Test
  void noticesAndRefusalsAreTold() {
    situation.up().claim("Bound");
    happened();
    situation.scaling(new Scaling(null, "QuotaExceeded", "no quota"));
    assertThat(happened()).containsExactly("Warning QuotaExceeded");
    situation.claim("Lost");
    assertThat(happened()).containsExactly("Warning VolumeLost");
    situation.refused(new Refusal("Service", "c4", 403, "no"));
    assertThat(happened()).containsExactly("Warning Forbidden");
    assertThat(happened()).isEmpty();
  }

  @Test
  void aRefusedEditIsToldOnce() {
    situation.up();
    happened();
    situation.resolution(new Resolution.Refused("ProfileNotFound", "no profile of that name"));
    assertThat(happened()).containsExactly("Warning ProfileNotFound");
    assertThat(happened()).isEmpty();
  }

  private List<String> happened() {
    AlphaZeroTrainingStatus after = situation.written();
    List<Event> events = Events.of(before, after);
    before = after;
    return events.stream().map(event -> event.type().text() + " " + event.reason()).toList();
  }
}
