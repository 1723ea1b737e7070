package dev.alphazero.operator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alphazero.crd.AlphaZeroTrainingStatus.Restarts;
import dev.alphazero.crd.role.Role;
import dev.alphazero.operator.Pods;
import dev.alphazero.operator.Situation;
import dev.alphazero.operator.observe.LearnerEnds;
import dev.alphazero.operator.observe.PodFacts;
import dev.alphazero.operator.observe.PodFacts.ContainerFacts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What counts as a failure of the learner.
final class RestartCountTest {
  private static final String UID = "uid-c4-learner-0";

  private record Case(
      String name,
      @Nullable Restarts before,
      PodFacts pod,
      @Nullable Long steps,
      int all,
      int withoutProgress) {}

  @TestFactory
  Stream<DynamicTest> failuresAreCounted() {
    Restarts twice = new Restarts(2, 2, 100L, UID + "/2");
    return Stream.of(
            new Case("a first look", null, healthy(), null, 0, 0),
            new Case("restarts before the first look", null, crashed(3), null, 3, 3),
            new Case("nothing new", twice, crashed(2), 100L, 2, 2),
            new Case("one more", twice, crashed(3), 100L, 3, 3),
            new Case("a new step", twice, crashed(2), 101L, 2, 0),
            new Case("a new step, then one more", twice, crashed(3), 101L, 3, 1),
            new Case("a step that was known, learned again", twice, crashed(3), 80L, 3, 3),
            new Case("no report", twice, crashed(3), null, 3, 3),
            new Case("another pod", twice, other(healthy()), 100L, 2, 2),
            new Case("another pod that crashed", twice, other(crashed(1)), 100L, 3, 3),
            new Case("its node restarted", twice, restarted("Unknown"), 100L, 2, 2),
            new Case("its node forgot it", twice, restarted("ContainerStatusUnknown"), 100L, 2, 2),
            new Case("evicted", twice, failed("Evicted"), 100L, 2, 2),
            new Case("preempted", twice, failed("Preempting"), 100L, 2, 2),
            new Case("shut down with its node", twice, failed("Terminated"), 100L, 2, 2),
            new Case("found its node full", twice, failed("OutOfnvidia.com/gpu"), 100L, 2, 2),
            new Case("ended by itself", twice, failed(null), 100L, 3, 3),
            new Case("ran out of time", twice, failed("DeadlineExceeded"), 100L, 3, 3))
        .map(
            given ->
                DynamicTest.dynamicTest(
                    given.name,
                    () -> {
                      Restarts next =
                          RestartCount.next(given.before, List.of(given.pod), given.steps);
                      assertThat(next.learner()).isEqualTo(given.all);
                      assertThat(next.withoutProgress()).isEqualTo(given.withoutProgress);
                      assertThat(RestartCount.next(next, List.of(given.pod), next.step()))
                          .as("counted once")
                          .isEqualTo(next);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> endsThatKubernetesReportsAreCountedIfTheyAreTheLearnersOwn() {
    return LearnerEnds.all().stream()
        .map(
            given ->
                DynamicTest.dynamicTest(
                    given.name(),
                    () -> {
                      Restarts seen = RestartCount.next(null, List.of(given.healthy()), 5L);
                      Restarts next = RestartCount.next(seen, List.of(given.ended()), 5L);
                      assertThat(next.learner()).isEqualTo(given.counted());
                      assertThat(next.withoutProgress()).isEqualTo(given.counted());
                      assertThat(RestartCount.next(next, List.of(given.ended()), 5L))
                          .as("counted once")
                          .isEqualTo(next);
                    }));
  }

  @Test
  void aLearnerThatIsReplacedAgainAndAgainHasNoFailures() {
    Restarts restarts = RestartCount.NONE;
    for (int i = 0; i < 10; i++) {
      String uid = "uid-" + i;
      PodFacts young = Pods.withUid(healthy(), uid);
      restarts = RestartCount.next(restarts, List.of(young), 5L);
      restarts = RestartCount.next(restarts, List.of(deleted(young, "Running")), 5L);
      restarts = RestartCount.next(restarts, List.of(deleted(young, "Failed")), 5L);
    }
    assertThat(restarts.learner()).isZero();
    assertThat(restarts.withoutProgress()).isZero();
  }

  @Test
  void aRestartAfterADisruptionThatWasTakenBackIsCounted() {
    PodFacts pod = crashed(1);
    Restarts disrupted = RestartCount.next(null, List.of(disrupted(pod)), 5L);
    assertThat(disrupted.learner()).isZero();
    Restarts back = RestartCount.next(disrupted, List.of(pod), 5L);
    assertThat(back.learner()).as("the one of before").isZero();
    assertThat(RestartCount.next(back, List.of(crashed(2)), 5L).learner()).isEqualTo(1);
  }

  @Test
  void aRestartAfterTheNodesOwnIsCounted() {
    Restarts known = RestartCount.next(null, List.of(restarted("Unknown")), 5L);
    assertThat(known.learner()).isZero();
    assertThat(RestartCount.next(known, List.of(crashed(4)), 5L).learner()).isEqualTo(1);
  }

  @Test
  void noPodForgetsNothing() {
    Restarts twice = new Restarts(2, 2, 100L, UID + "/2");
    assertThat(RestartCount.next(twice, List.of(), null)).isEqualTo(twice);
    assertThat(RestartCount.next(null, List.of(), null)).isEqualTo(RestartCount.NONE);
  }

  @Test
  void theNewestStepKnownNeverFalls() {
    Restarts twice = new Restarts(2, 2, 100L, UID + "/2");
    assertThat(RestartCount.next(twice, List.of(crashed(3)), 80L).step()).isEqualTo(100);
    assertThat(RestartCount.next(twice, List.of(crashed(3)), 120L).step()).isEqualTo(120);
  }

  @Test
  void aSidecarIsNotTheLearner() {
    PodFacts pod = healthy();
    PodFacts withSidecar =
        new PodFacts(
            pod.name(),
            pod.uid(),
            pod.role(),
            pod.ip(),
            pod.phase(),
            true,
            null,
            false,
            false,
            null,
            null,
            List.of(
                pod.containers().getFirst(),
                new ContainerFacts("istio-proxy", 9, null, null, "Error", 1)));
    assertThat(RestartCount.next(null, List.of(withSidecar), null).learner()).isZero();
  }

  @Test
  void anActorIsNotTheLearner() {
    PodFacts actor = Pods.restarted(Role.ACTOR, 0, 9, "Error", 1);
    assertThat(RestartCount.next(null, List.of(actor), null).learner()).isZero();
  }

  private static PodFacts healthy() {
    return Situation.pod(Role.LEARNER, 0, true);
  }

  private static PodFacts crashed(int restarts) {
    return Pods.restarted(Role.LEARNER, 0, restarts, "Error", 1);
  }

  private static PodFacts restarted(String reason) {
    return Pods.restarted(Role.LEARNER, 0, 3, reason, 255);
  }

  /// A pod keeps the restarts of its container when it fails.
  private static PodFacts failed(@Nullable String reason) {
    PodFacts pod = crashed(2);
    return new PodFacts(
        pod.name(),
        pod.uid(),
        pod.role(),
        null,
        "Failed",
        false,
        null,
        false,
        false,
        null,
        reason,
        pod.containers());
  }

  private static PodFacts deleted(PodFacts pod, String phase) {
    return new PodFacts(
        pod.name(),
        pod.uid(),
        pod.role(),
        pod.ip(),
        phase,
        false,
        Situation.START.plusSeconds(120),
        false,
        false,
        null,
        null,
        List.of(new ContainerFacts("learner", 0, null, null, "Error", 143)));
  }

  private static PodFacts disrupted(PodFacts pod) {
    return new PodFacts(
        pod.name(),
        pod.uid(),
        pod.role(),
        pod.ip(),
        pod.phase(),
        false,
        null,
        true,
        false,
        null,
        null,
        pod.containers());
  }

  private static PodFacts other(PodFacts pod) {
    return Pods.withUid(pod, "uid-other");
  }
}
