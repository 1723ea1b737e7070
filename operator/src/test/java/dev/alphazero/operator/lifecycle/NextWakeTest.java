package dev.alphazero.operator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.resolve.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When to look again.
final class NextWakeTest {
  private static final Instant START = Situation.START;

  @Test
  void anEventWakesATrainingThatOnlyRuns() {
    assertThat(wake(Situation.of("").up(), null)).isEmpty();
  }

  @Test
  void theWaitForGpusEnds() {
    Resolution waiting = new Resolution.Waiting("WaitingForGpus", "", START.plusSeconds(120));
    assertThat(wake(Situation.of("").resolution(waiting), null)).contains(Duration.ofMinutes(2));
  }

  @Test
  void certificatesAreRenewedOnlyWhileSomethingRuns() {
    Instant renewal = START.plus(Duration.ofDays(20));
    assertThat(wake(Situation.of("").up(), renewal)).contains(Duration.ofDays(20));
    assertThat(wake(Situation.of("  suspend: true\n").down(), renewal)).isEmpty();
  }

  @Test
  void whatIsOverdueWasActedOnJustNow() {
    assertThat(wake(Situation.of("").up(), START)).isEmpty();
  }

  @Test
  void aLearnerThatFallsSilentIsNoticed() {
    Situation situation = Situation.running();
    situation.after(Duration.ofSeconds(50));
    assertThat(wake(situation, START.plusSeconds(3600))).contains(Duration.ofSeconds(70));
  }

  @Test
  void aStopWaitsForItsPods() {
    Situation situation = Situation.of("  suspend: true\n").up();
    situation.pod(Pods.deleting(Role.ACTOR, 0, START.plusSeconds(40)));
    situation.pod(Pods.deleting(Role.ACTOR, 1, START.plusSeconds(20)));
    assertThat(wake(situation, null)).contains(Duration.ofSeconds(50));
  }

  @Test
  void aFinishIsActedOnAsSoonAsTheStatusRemembersIt() {
    Situation situation = Situation.of("  ttlAfterFinished: 2h\n").up();
    situation.learner("learner-complete");
    assertThat(wake(situation, null)).contains(Duration.ofSeconds(1));

    situation.remembers(situation.plan()).down().after(Duration.ofMinutes(30));
    assertThat(wake(situation, null)).contains(Duration.ofMinutes(90));

    assertThat(wake(situation.after(Duration.ofMinutes(90)), null)).isEmpty();
  }

  private static Optional<Duration> wake(Situation situation, @Nullable Instant renewal) {
    return NextWake.after(situation.seen(), situation.resolution(), situation.plan(), renewal);
  }
}
